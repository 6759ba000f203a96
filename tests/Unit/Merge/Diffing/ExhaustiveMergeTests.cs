using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;
using Xunit;

namespace Fairway.Tests.Merge.Diffing;

/// <summary>The laws of the merge on all triples of all small objects, against a merge of leaves by path that shares no
/// code with the diff.</summary>
public sealed class ExhaustiveMergeTests(ITestOutputHelper output)
{
    public static TheoryData<string> Families => [.. SmallShapes.Families.Keys];

    [Theory, MemberData(nameof(Families))]
    public void All_small_objects_obey_the_laws_of_the_merge(string family)
    {
        var objects = SmallShapes.Families[family];
        var count = 0;
        foreach (var recorded in objects.Prepend(null))
        {
            foreach (var target in objects)
            {
                foreach (var live in objects)
                {
                    Obeys(recorded, target, live);
                    count++;
                }
            }
        }

        output.WriteLine($"{count} triples of {objects.Count} objects");
    }

    [Fact]
    public void A_merge_that_forgets_what_was_recorded_breaks_them()
    {
        var objects = SmallShapes.Families["map"];
        var wrong = from recorded in objects
                    from target in objects
                    from live in objects
                    let forgetful = ThreeWayDiff.Of(null, target, live, Shapes.Kind)
                    let applied = DiffApplication.Apply(live, forgetful, Shapes.Kind)
                    where !LeafMerge.Leaves(applied!).SequenceEqual(LeafMerge.Of(recorded, target, live))
                    select applied;

        Assert.NotEmpty(wrong);
    }

    private static void Obeys(JsonObject? recorded, JsonObject target, JsonObject live)
    {
        var diff = ThreeWayDiff.Of(recorded, target, live, Shapes.Kind);
        var applied = DiffApplication.Apply(live, diff, Shapes.Kind)!;
        var story = $"recorded {recorded?.ToJsonString()}\ntarget {target.ToJsonString()}\nlive {live.ToJsonString()}\n"
            + $"applied {applied.ToJsonString()}";

        var expected = LeafMerge.Of(recorded, target, live);
        var have = LeafMerge.Leaves(applied);
        Assert.True(
            expected.Count == have.Count && expected.All(leaf => have.GetValueOrDefault(leaf.Key) == leaf.Value),
            $"{story}\nexpected {string.Join(", ", expected)}\nhas {string.Join(", ", have)}");
        Assert.True(ThreeWayDiff.Of(target, target, applied, Shapes.Kind).IsEmpty, $"a second time:\n{story}");
        Assert.True(ThreeWayDiff.Of(recorded, target, applied, Shapes.Kind).IsEmpty, $"tried again:\n{story}");
        Assert.True(KeepsOrder(target, live, applied), $"order:\n{story}");
        if (recorded is not null)
        {
            var turned = ThreeWayDiff.Of(Turned(recorded), Turned(target), Turned(live), Shapes.Kind);
            Assert.True(
                diff.Changes.Select(change => change.Path).SequenceEqual(turned.Changes.Select(change => change.Path)),
                $"order of keys:\n{story}");
        }
    }

    /// <summary>What was there stays in its order, and what comes, comes in the target's.</summary>
    private static bool KeepsOrder(JsonObject target, JsonObject live, JsonObject applied)
    {
        foreach (var (path, names) in LeafMerge.Orders(applied))
        {
            var before = LeafMerge.Orders(live).GetValueOrDefault(path, []);
            var wanted = LeafMerge.Orders(target).GetValueOrDefault(path, []);
            var stayed = names.Where(before.Contains);
            var came = names.Where(name => !before.Contains(name));
            if (!stayed.SequenceEqual(before.Where(names.Contains))
                || !came.SequenceEqual(wanted.Where(name => !before.Contains(name))))
            {
                return false;
            }
        }

        return true;
    }

    private static JsonObject Turned(JsonObject map)
    {
        var turned = new JsonObject();
        foreach (var (name, value) in map.Reverse())
        {
            turned[name] = value is JsonObject below ? Turned(below) : value?.DeepClone();
        }

        return turned;
    }
}
