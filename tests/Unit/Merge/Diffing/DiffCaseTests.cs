using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;
using Fairway.Merge.Guarding;
using Fairway.Merge.Plans;
using Fairway.Schema;
using Xunit;

namespace Fairway.Tests.Merge.Diffing;

/// <summary>
/// A case is a folder of <c>Cases</c>: what is recorded, wanted and live (each may be missing), and in
/// <c>expected.txt</c> what the diff says and what is sent. UPDATE_GOLDEN=1 rewrites the last; CI refuses to.
/// </summary>
public sealed class DiffCaseTests
{
    private static readonly SecretMask Mask = new("a key of the tests"u8);

    public static TheoryData<string> Cases =>
        [.. Directory.GetDirectories(Folder()).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Cases))]
    public void Says_what_changes_and_what_is_sent(string name)
    {
        var folder = Path.Combine(Folder(), name);
        var story = Tell(Read(folder, "recorded"), Read(folder, "target"), Read(folder, "live"));
        var expected = Path.Combine(folder, "expected.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "CI does not rewrite golden files.");
            File.WriteAllText(expected, story);
        }

        Assert.True(File.Exists(expected), $"{expected} is missing: run this test once with UPDATE_GOLDEN=1.");
        Assert.Equal(File.ReadAllText(expected), story);
    }

    private static string Tell(JsonObject? recorded, JsonObject? target, JsonObject? live)
    {
        var kind = ObjectRef.Of((target ?? recorded ?? live)!).Kind;
        var (schema, notOurs) = (BuiltInSchemas.Find(kind), RolloutFields.Of(kind));
        var diff = ThreeWayDiff.Of(recorded, target, live, schema, notOurs);
        var text = new StringBuilder($"{diff.Action}{(diff.IsAdoption ? " (adoption)" : "")}\n");
        text.Append(DiffText.Write(DangerGuard.Default.Judge(diff), Mask));
        foreach (var problem in diff.Problems)
        {
            text.Append($"problem: {problem}\n");
        }

        if (target is not null)
        {
            var patch = ObjectPatch.Of(diff, target, live, [], (schema, notOurs));
            text.Append($"body: {patch.Body.ToJsonString()}\n");
            text.Append(patch.Ahead is { } ahead ? $"ahead: {ahead.ToJsonString()}\n" : "");
        }

        return text.ToString();
    }

    private static JsonObject? Read(string folder, string side)
    {
        var path = Path.Combine(folder, side + ".json");
        return File.Exists(path) ? (JsonObject)JsonNode.Parse(File.ReadAllText(path))! : null;
    }

    private static string Folder([CallerFilePath] string caller = "") =>
        Path.Combine(Path.GetDirectoryName(caller)!, "Cases");
}
