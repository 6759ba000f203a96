using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;
using Fairway.Schema;

namespace Fairway.Tests.Merge.Guarding;

/// <summary>An accident that a rule of the guard prevents: a row of <c>stories.tsv</c>.</summary>
/// <param name="Rule">The rule; <c>safe</c> for what only looks like an accident.</param>
/// <param name="Kind">apiVersion and kind of the object.</param>
/// <param name="Around"><c>autoscaled</c>, or a dash.</param>
/// <param name="Recorded">What was recorded: <c>=</c> for what is live, a dash for nothing.</param>
/// <param name="Live">What is live; a dash for nothing.</param>
/// <param name="Target">What is to be; a dash for nothing.</param>
/// <param name="Accident">What would have happened.</param>
public sealed record GuardStory(
    string Rule, string Kind, string Around, string Recorded, string Live, string Target, string Accident)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<GuardStory> All { get; } = [.. Read()];

    /// <summary>Whether an autoscaler has the object as its target.</summary>
    public bool IsAutoscaled => Around == "autoscaled";

    /// <summary>What would change.</summary>
    public ObjectDiff Diff()
    {
        var (live, target) = (Object(Kind, Live), Object(Kind, Target));
        var recorded = Recorded == "=" ? live : Object(Kind, Recorded);
        return ThreeWayDiff.Of(recorded, target, live, BuiltInSchemas.Find(ObjectRef.Of((live ?? target)!).Kind));
    }

    /// <summary>An object named x; null for a dash.</summary>
    public static JsonObject? Object(string kind, string json)
    {
        if (json == "-")
        {
            return null;
        }

        var item = (JsonObject)JsonNode.Parse(json)!;
        (item["apiVersion"], item["kind"]) = (kind.Split(' ')[0], kind.Split(' ')[1]);
        item["metadata"] ??= new JsonObject();
        item["metadata"]!["name"] = "x";
        return item;
    }

    private static IEnumerable<GuardStory> Read()
    {
        using var stream = typeof(GuardStory).Assembly.GetManifestResourceStream("merge/dangers")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line[0] != '#' && line.Split('\t') is [var rule, var kind, var around, var recorded, var live,
                var target, var accident])
            {
                yield return new(rule, kind, around, recorded, live, target, accident);
            }
        }
    }
}
