using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Merge.Diffing;
using Xunit;

namespace Fairway.Tests.Merge.Diffing;

public sealed class ThreeWayDiffLawTests
{
    private static readonly Gen<(JsonObject Recorded, JsonObject Target, JsonObject Live)> Three =
        Gen.Select(Shapes.Object, Shapes.Object, Shapes.Object);

    [Fact]
    public void After_the_diff_is_applied_nothing_is_left_to_do() => Three.Sample(sides =>
    {
        var (recorded, target, live) = sides;
        var applied = Apply(recorded, target, live);
        Assert.Empty(Diff(recorded, target, applied).Changes);
        Assert.Empty(Diff(target, target, applied).Changes);
    });

    [Fact]
    public void After_the_diff_is_applied_every_field_of_the_target_holds() => Three.Sample(sides =>
    {
        var (recorded, target, live) = sides;
        AssertHolds(target, Apply(recorded, target, live), "");
    });

    [Fact]
    public void What_is_neither_recorded_nor_wanted_stays_as_it_is() => Three.Sample(sides =>
    {
        var (recorded, target, live) = sides;
        var ours = Ours(recorded).Union(Ours(target));
        var applied = Leaves(Apply(recorded, target, live));
        var removedElements = Diff(recorded, target, live).Changes.SelectMany(change => change.Takes)
            .Select(path => "." + path.Text).ToHashSet();

        // The protocol is the server's default where the recorded element does not say it, and goes with the element.
        foreach (var (path, value) in Leaves(live)
            .Where(leaf => !ours.Contains(leaf.Key) && !leaf.Key.EndsWith("protocol", StringComparison.Ordinal)))
        {
            if (!removedElements.Any(taken => Flat(path).StartsWith(taken, StringComparison.Ordinal)))
            {
                Assert.True(applied.TryGetValue(path, out var now) && now == value, $"{path} was {value}");
            }
        }
    });

    [Fact]
    public void Nothing_is_removed_that_was_not_recorded() => Gen.Select(Shapes.Object, Shapes.Object).Sample(pair =>
        Assert.DoesNotContain(
            ThreeWayDiff.Of(null, pair.Item1, pair.Item2, Shapes.Kind).Changes,
            change => change.Kind == ChangeKind.Remove));

    [Fact]
    public void A_live_object_that_is_the_target_has_no_diff() =>
        Gen.Select(Shapes.Object, Shapes.Object).Sample(pair =>
            Assert.Empty(Diff(pair.Item1, pair.Item2, pair.Item2).Changes));

    [Fact]
    public void The_order_of_keys_and_of_keyed_elements_does_not_matter() => Three.Sample(sides =>
    {
        var (recorded, target, live) = sides;
        var straight = Diff(recorded, target, live).Changes.Select(Say);
        var turned = Diff(Turn(recorded), Turn(target), Turn(live)).Changes.Select(Say);
        Assert.Equal(straight, turned);
    });

    [Fact]
    public void The_arguments_are_only_read() => Three.Sample(sides =>
    {
        var texts = (sides.Recorded.ToJsonString(), sides.Target.ToJsonString(), sides.Live.ToJsonString());
        Apply(sides.Recorded, sides.Target, sides.Live);
        Assert.Equal(
            texts,
            (sides.Recorded.ToJsonString(), sides.Target.ToJsonString(), sides.Live.ToJsonString()));
    });

    [Fact]
    public void Trees_of_no_schema_obey_the_same_laws() =>
        Gen.Select(Trees.Object, Trees.Object, Trees.Object).Sample((recorded, target, live) =>
        {
            var diff = ThreeWayDiff.Of(recorded, target, live, null);
            var applied = DiffApplication.Apply(live, diff, null)!;
            Assert.Empty(ThreeWayDiff.Of(recorded, target, applied, null).Changes);
            Assert.Empty(ThreeWayDiff.Of(target, target, applied, null).Changes);
        });

    [Fact]
    public void Drift_is_what_differs_where_the_target_was_recorded() => Three.Sample(sides =>
    {
        Assert.All(
            Diff(sides.Target, sides.Target, sides.Live).Changes,
            change => Assert.Equal(ChangeCause.Drift, change.Cause));
        Assert.All(
            ThreeWayDiff.Of(null, sides.Target, sides.Live, Shapes.Kind).Changes,
            change => Assert.Equal(ChangeCause.Target, change.Cause));
    });

    private static ObjectDiff Diff(JsonObject recorded, JsonObject target, JsonObject live) =>
        ThreeWayDiff.Of(recorded, target, live, Shapes.Kind);

    private static JsonObject Apply(JsonObject recorded, JsonObject target, JsonObject live) =>
        DiffApplication.Apply(live, Diff(recorded, target, live), Shapes.Kind)!;

    private static string Say(FieldChange change)
    {
        var text = $"{change.Kind} {change.Path} {change.Cause}";
        return change.Before is JsonArray or JsonObject || change.After is JsonArray or JsonObject
            ? text
            : $"{text} {change.Before} {change.After}";
    }

    /// <summary>Members and elements that have keys, in the other order.</summary>
    private static JsonObject Turn(JsonObject map)
    {
        var turned = new JsonObject();
        foreach (var (name, value) in map.Reverse())
        {
            turned[name] = value switch
            {
                JsonObject below => Turn(below),
                JsonArray list when name is "containers" or "env" or "ports" =>
                    new JsonArray([.. list.Reverse().Select(element => (JsonNode)Turn((JsonObject)element!))]),
                _ => value?.DeepClone(),
            };
        }

        return turned;
    }

    private static void AssertHolds(JsonNode? wanted, JsonNode? held, string path)
    {
        switch (wanted)
        {
            case JsonObject map when !path.EndsWith("/selector", StringComparison.Ordinal):
                foreach (var (name, value) in map)
                {
                    AssertHolds(value, held![name], $"{path}/{name}");
                }

                break;
            case JsonArray list when path.EndsWith("/finalizers", StringComparison.Ordinal):
                Assert.Subset(
                    ((JsonArray)held!).Select(e => (string)e!).ToHashSet(),
                    list.Select(e => (string)e!).ToHashSet());
                break;
            case JsonArray list when list.All(element => element is JsonObject):
                foreach (var element in list)
                {
                    AssertHolds(element, ((JsonArray)held!).Single(e => Key(e!) == Key(element!)), $"{path}[]");
                }

                break;
            default:
                Assert.True(JsonNode.DeepEquals(wanted, held), $"{path}: {wanted} {held}");
                break;
        }
    }

    private static string Key(JsonNode element) => $"{element["name"]}{element["port"]}{element["protocol"] ?? "TCP"}";

    /// <summary>Leaves by path, by another way than the diff goes.</summary>
    private static Dictionary<string, string> Leaves(JsonNode root)
    {
        var leaves = new Dictionary<string, string>();
        Collect(root, "", leaves);
        return leaves;
    }

    private static void Collect(JsonNode? node, string path, Dictionary<string, string> leaves)
    {
        switch (node)
        {
            case JsonObject map when !path.EndsWith(".selector", StringComparison.Ordinal):
                foreach (var (name, value) in map)
                {
                    Collect(value, $"{path}.{name}", leaves);
                }

                break;
            case JsonArray list when path.EndsWith(".finalizers", StringComparison.Ordinal):
                foreach (var element in list)
                {
                    leaves[$"{path}[={element}]"] = "";
                }

                break;
            case JsonArray list when list.Count > 0 && list[0] is JsonObject:
                foreach (var element in list)
                {
                    Collect(element, $"{path}[{Key(element!)}]", leaves);
                }

                break;
            default:
                leaves[path] = node?.ToJsonString() ?? "null";
                break;
        }
    }

    /// <summary>The paths that a configuration says something about, with the elements that it names.</summary>
    private static HashSet<string> Ours(JsonNode configuration) => [.. Leaves(configuration).Keys];

    /// <summary>The path as the diff writes it, as far as the kind's lists need.</summary>
    private static string Flat(string path) =>
        System.Text.RegularExpressions.Regex.Replace(
            path.Replace("TCP]", "]", StringComparison.Ordinal),
            @"(containers|env)\[(\w+?)\]",
            "$1[name=$2]");
}
