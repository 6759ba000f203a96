using System.Text.Json.Nodes;

namespace Fairway.Conformance.Merging;

/// <summary>An object that is applied, changed by somebody else, and applied anew; all drawn from a seed.</summary>
internal sealed record DrawnStory(string Name, DrawnKind Kind, JsonObject Recorded, JsonObject Target)
{
    private const int Chances = 100;
    private const int IsThere = 55;
    private const int Changes = 30;
    private const int Drifts = 12;

    private List<(MergeFeature Feature, JsonNode? Value)> Drift { get; } = [];

    public static DrawnStory Draw(int seed, string name)
    {
        var random = new Random(seed);
        var kind = DrawnKind.Draw(random);
        var (recorded, target) = (kind.Base(name), kind.Base(name));
        var story = new DrawnStory(name, kind, recorded, target);
        foreach (var feature in kind.Features)
        {
            var before = feature.Always || random.Next(Chances) < IsThere ? Pick(random, feature) : null;
            var after = random.Next(Chances) >= Changes
                ? before
                : feature.Always || random.Next(Chances) < IsThere ? Pick(random, feature) : null;
            Put(recorded, feature, before);
            Put(target, feature, after);
            if (random.Next(Chances) < Drifts)
            {
                var removes = !feature.Always && random.Next(3) == 0;
                story.Drift.Add((feature, removes ? null : Pick(random, feature)));
            }
        }

        return story;
    }

    /// <summary>What somebody else makes of the live object; null where nothing.</summary>
    public JsonObject? Drifted(JsonObject live)
    {
        var changed = (JsonObject)live.DeepClone();
        foreach (var (feature, value) in Drift)
        {
            if (value is null)
            {
                feature.Remove(changed);
            }
            else
            {
                feature.Set(changed, value);
            }
        }

        return JsonNode.DeepEquals(changed, live) ? null : changed;
    }

    private static JsonNode Pick(Random random, MergeFeature feature) =>
        feature.Values[random.Next(feature.Values.Count)];

    private static void Put(JsonObject root, MergeFeature feature, JsonNode? value)
    {
        if (value is not null)
        {
            feature.Set(root, value);
        }
    }
}
