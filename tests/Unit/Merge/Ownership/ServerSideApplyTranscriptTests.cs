using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Merge.Ownership;
using Fairway.Merge.Patches;
using Fairway.Tests.Merge.Transcripts;
using Xunit;

namespace Fairway.Tests.Merge.Ownership;

public sealed class ServerSideApplyTranscriptTests
{
    public static TheoryData<string> Scenarios => new(Recording.Scenarios("apply").Select(s => s.Key));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Applies_end_as_on_a_real_server(string scenario)
    {
        var stored = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var step in Recording.Scenarios("apply").Single(s => s.Key == scenario))
        {
            var isScale = step.Path.EndsWith("/scale", StringComparison.Ordinal);
            if (step is { IsApply: true, Body: JsonObject config } && !isScale && IsForUs(step, config))
            {
                Replay(step, config, stored.GetValueOrDefault(Key(config)));
            }

            if (step.Method == "GET" || step.Query("dryRun").Length > 0 || step.Status >= 400)
            {
                continue;
            }

            if (step.IsWhole)
            {
                stored[Key(step.Answer!)] = step.Answer!;
            }
            else if (step.Body is JsonObject body)
            {
                stored.Remove(Key(body));
            }
        }
    }

    /// <summary>What the server refuses before or after the merge is not ours.</summary>
    private static bool IsForUs(RecordedStep step, JsonObject config) =>
        config.ContainsKey("apiVersion") && config.ContainsKey("kind")
        && config["metadata"]?["name"]?.GetValue<string>() == step.Path.Split('/').First(s => s == Name(step))
        && step.Status is 200 or 201 or 409 or 500 or 400
        && step.Query("fieldManager").Length > 0
        && config["metadata"]?["resourceVersion"] is null;

    private static string Name(RecordedStep step)
    {
        var segments = step.Path.Split('/');
        return segments[^1] == "status" ? segments[^2] : segments[^1];
    }

    private static void Replay(RecordedStep step, JsonObject config, JsonObject? live)
    {
        if (live is null && step.Status is 200 or 409)
        {
            // The scenario recorded no more than parts of the object.
            return;
        }

        var subresource = step.Path.EndsWith("/status", StringComparison.Ordinal) ? "status" : "";
        var context = new UpdateContext(
            Recording.Schema(config),
            step.Query("fieldManager"),
            Recording.Text(config, "apiVersion"),
            subresource,
            Recording.Time)
        {
            Ignored = FieldSet.OfPaths(subresource == "status" ? "spec" : "status"),
        };
        if (step.Status >= 400)
        {
            var refused = Assert.Throws<PatchException>(
                () => ServerSideApply.Apply(live, config, context, step.Query("force") == "true"));
            Assert.Equal(step.Status, refused.StatusCode);
            Assert.Equal(step.Answer!["message"]?.GetValue<string>() ?? refused.Message, refused.Message);
            Assert.Equal(step.Answer["reason"]?.GetValue<string>() ?? "", step.IsWhole ? refused.Reason : "");
            return;
        }

        var result = ServerSideApply.Apply(live, config, context, step.Query("force") == "true").Item;
        var expected = step.Answer!["metadata"]?["managedFields"];
        var actual = result["metadata"]!["managedFields"];
        if (step.IsWhole)
        {
            Assert.True(
                JsonNode.DeepEquals(expected, actual),
                $"{step}\nexpected {expected?.ToJsonString()}\nactual   {actual?.ToJsonString()}");
            result.Remove("stringData");
            ((JsonObject)result["metadata"]!).Remove("managedFields");
            ((JsonObject)result["metadata"]!).Remove("resourceVersion");
            Assert.True(
                Subset.FirstDifference(result, step.Answer) is not { } path,
                $"{step}: {result.ToJsonString()}");
        }
    }

    private static string Key(JsonObject item) => $"{Recording.Text(item, "kind")}/{item["metadata"]?["name"]}";
}
