using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Merge.Fields;
using Xunit;

namespace Fairway.Tests.Merge.Fields;

public sealed class FieldComparisonTests
{
    private static FieldComparison Compare(string old, string updated) => FieldComparison.Compare(
        (JsonObject)JsonNode.Parse(old)!, (JsonObject)JsonNode.Parse(updated)!, Shapes.Kind);

    [Fact]
    public void Nothing_differs_from_a_copy() => Shapes.Object.Sample(o =>
        Assert.True(FieldComparison.Compare(o, (JsonObject)o.DeepClone(), Shapes.Kind).IsEmpty));

    [Fact]
    public void What_is_added_one_way_is_removed_the_other_way() =>
        Gen.Select(Shapes.Object, Shapes.Object)
            .Sample(
                (a, b) =>
                {
                    var there = FieldComparison.Compare(a, b, Shapes.Kind);
                    var back = FieldComparison.Compare(b, a, Shapes.Kind);
                    Assert.True(
                        there.Changed.Difference(back.Removed).SetEquals(back.Changed.Difference(there.Removed)));
                });

    [Fact]
    public void No_path_is_both_changed_and_removed() => Gen.Select(Shapes.Object, Shapes.Object).Sample((a, b) =>
    {
        var comparison = FieldComparison.Compare(a, b, Shapes.Kind);
        Assert.False(comparison.Changed.Overlaps(comparison.Removed));
    });

    [Fact]
    public void Objects_that_are_added_are_listed_and_those_that_change_are_not()
    {
        Assert.Equal(
            [".metadata", ".metadata.labels", ".metadata.labels.k"],
            Compare("{}", """{"metadata":{"labels":{"k":"1"}}}""").Changed.Paths());
        Assert.Equal(
            [".metadata.labels.k"],
            Compare("""{"metadata":{"labels":{"l":"1"}}}""", """{"metadata":{"labels":{"k":"1","l":"1"}}}""")
                .Changed.Paths());
    }

    [Fact]
    public void Order_in_lists_that_merge_is_nobodys() =>
        Assert.True(
            Compare(
                """{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""",
                """{"spec":{"containers":[{"name":"b"},{"name":"a"}]}}"""
            ).IsEmpty);

    [Fact]
    public void Elements_that_share_a_name_are_one_leaf()
    {
        var two = """{"spec":{"containers":[{"name":"a","image":"1"},{"name":"a","image":"2"}]}}""";
        var one = """{"spec":{"containers":[{"name":"a","image":"1"}]}}""";
        var leaf = ".spec.containers[name=\"a\"]";

        Assert.True(Compare(two, two).IsEmpty);
        Assert.Equal([leaf], Compare(two, two.Replace("2", "3", StringComparison.Ordinal)).Changed.Paths());
        Assert.Equal([leaf, leaf + ".image", leaf + ".name"], Compare(two, one).Changed.Paths());
        Assert.Contains(leaf, Compare(one, two).Changed.Paths());
    }

    [Fact]
    public void Many_elements_compare_as_few_do()
    {
        var old = string.Join(',', Enumerable.Range(0, 40).Select(i => $$"""{"name":"c{{i}}","image":"i"}"""));
        var updated = string.Join(
            ',',
            Enumerable.Range(1, 40).Reverse().Select(i => (Number: i, Image: i == 7 ? "j" : "i"))
                .Select(c => $$"""{"name":"c{{c.Number}}","image":"{{c.Image}}"}"""));
        var comparison = Compare(
            $$$"""{"spec":{"containers":[{{{old}}}]}}""",
            $$$"""{"spec":{"containers":[{{{updated}}}]}}""");

        Assert.Equal(
            [
                ".spec.containers[name=\"c40\"]",
                ".spec.containers[name=\"c40\"].image",
                ".spec.containers[name=\"c40\"].name",
                ".spec.containers[name=\"c7\"].image",
            ],
            comparison.Changed.Paths());
        Assert.Equal(
            [
                ".spec.containers[name=\"c0\"]",
                ".spec.containers[name=\"c0\"].image",
                ".spec.containers[name=\"c0\"].name",
            ],
            comparison.Removed.Paths());
    }
}
