using System.Text.Json.Nodes;
using Fairway.Merge.Patches;
using Fairway.Tests.Merge.Transcripts;
using Xunit;

namespace Fairway.Tests.Merge.Patches;

public sealed class PatchTranscriptTests
{
    public static TheoryData<string> Scenarios => new(Recording.Scenarios("patch").Select(s => s.Key));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Patches_end_as_on_a_real_server(string scenario)
    {
        var stored = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var step in Recording.Scenarios("patch").Single(s => s.Key == scenario))
        {
            if (step.Method == "PATCH" && stored.TryGetValue(step.Path, out var live))
            {
                Replay(step, live);
            }

            if (step.Answer is { } answer && step.Status is 200 or 201)
            {
                var path =
                    step.Method == "POST"
                        ? $"{step.Path}/{answer["metadata"]?["name"] ?? step.Body!["metadata"]!["name"]}"
                        : step.Path;
                stored[path] = step.IsWhole
                    ? answer
                    : Remember(stored.GetValueOrDefault(path) ?? (JsonObject?)step.Body as JsonObject, answer);
            }
        }
    }

    /// <summary>Takes over what was recorded of an answer.</summary>
    private static JsonObject Remember(JsonObject? known, JsonObject answer)
    {
        var item = (JsonObject)(known ?? answer).DeepClone();
        foreach (var (name, value) in answer)
        {
            if (name == "metadata" && value is JsonObject metadata && item[name] is JsonObject old)
            {
                foreach (var (key, kept) in metadata)
                {
                    old[key] = kept?.DeepClone();
                }
            }
            else
            {
                item[name] = value?.DeepClone();
            }
        }

        return item;
    }

    private static void Replay(RecordedStep step, JsonObject live)
    {
        var wasLive = live.DeepClone();
        var wasPatch = step.Body?.DeepClone();
        var refused = Record.Exception(() => Apply(step, live)) as PatchException;
        Assert.True(
            JsonNode.DeepEquals(wasLive, live) && JsonNode.DeepEquals(wasPatch, step.Body),
            $"{step}: an argument was changed");
        if (step.Status >= 400)
        {
            ExpectRefusal(step, refused);
            return;
        }

        Assert.True(refused is null, $"{step}: {refused?.Message} {refused?.Detail}");
        var patched = Apply(step, live);
        foreach (var (name, value) in patched)
        {
            if (name is "spec" or "data" or "rules" or "imagePullSecrets" && step.Answer?.ContainsKey(name) == true)
            {
                Assert.True(
                    Subset.FirstDifference(value, step.Answer[name], name) is not { } path,
                    $"{step}: {value?.ToJsonString()}");
            }
        }

        foreach (var name in new[] { "labels", "annotations", "finalizers" })
        {
            if (step.Answer?["metadata"] is JsonObject metadata)
            {
                var actual = patched["metadata"]?[name];
                Assert.True(
                    Subset.FirstDifference(actual, metadata[name]) is null
                        && Subset.FirstDifference(metadata[name], actual) is null,
                    $"{step}: {name} are {actual?.ToJsonString()}");
            }
        }
    }

    private static void ExpectRefusal(RecordedStep step, PatchException? refused)
    {
        // What a patch makes of an object may be refused later, by others, with a message about the object.
        if (refused is null)
        {
            Assert.False(
                step.Answer?["message"]?.GetValue<string>() == PatchException.UnprocessableMessage,
                $"{step} was not refused");
            Assert.NotEqual(500, step.Status);
            return;
        }

        Assert.Equal((step.Status, step.Answer!["message"]!.GetValue<string>()), (refused.StatusCode, refused.Message));
        Assert.Equal(step.Answer["reason"]?.GetValue<string>() ?? "", refused.Reason);
    }

    private static JsonObject Apply(RecordedStep step, JsonObject live) => step.ContentType switch
    {
        "application/json-patch+json" => (JsonObject)JsonPatch.Apply(live, step.Body),
        "application/merge-patch+json" => MergePatch.Apply(live, step.Body),
        _ => StrategicMergePatch.Apply(live, step.Body, Recording.Schema(live)!),
    };
}
