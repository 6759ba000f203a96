using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Fairway.Merge.Fields;
using Fairway.Schema.Json;
using Xunit;

namespace Fairway.Tests.Merge.Fields;

public sealed class FieldSetTests
{
    private static readonly Gen<FieldSet> Sets = Gen.OneOf(
        Shapes.Object.Select(o => FieldSet.Of(o, Shapes.Kind)),
        Gen.Select(Shapes.Object, Shapes.Object).Select((a, b) => FieldComparison.Compare(a, b, Shapes.Kind).Changed),
        Gen.Select(Shapes.Object, Shapes.Object).Select((a, b) => FieldComparison.Compare(a, b, Shapes.Kind).Removed));

    private static FieldSet Read(string json)
    {
        Assert.True(FieldSet.TryRead(JsonNode.Parse(json), out var set));
        return set;
    }

    [Fact]
    public void A_set_that_is_written_reads_as_it_was() => Sets.Sample(set =>
    {
        Assert.True(FieldSet.TryRead(set.ToFieldsV1(), out var read));
        Assert.True(set.SetEquals(read), $"{set} | {read}");
        Assert.True(set.SetEquals(FieldsV1.ReadOwn(set.ToFieldsV1())));
    });

    [Fact]
    public void Sets_obey_the_laws_of_sets() => Gen.Select(Sets, Sets, Sets).Sample((a, b, c) =>
    {
        var (left, right) = (a.Paths().ToHashSet(), b.Paths().ToHashSet());
        Assert.Equal(left.Union(right).Order(), a.Union(b).Paths().Order());
        Assert.Equal(left.Intersect(right).Order(), a.Intersection(b).Paths().Order());
        Assert.Equal(left.Except(right).Order(), a.Difference(b).Paths().Order());
        Assert.Equal(left.Overlaps(right), a.Overlaps(b));
        Assert.True(a.Union(b.Union(c)).SetEquals(a.Union(b).Union(c)));
        Assert.True(a.Difference(b).Union(a.Intersection(b)).SetEquals(a));
    });

    [Fact]
    public void A_path_taken_away_recursively_takes_what_is_beneath() =>
        Gen.Select(Sets, Sets)
            .Sample(
                (a, b) =>
                {
                    var expected = a.Paths().Where(p => !b.Paths().Any(q => IsAtOrBeneath(p, q)));
                    Assert.Equal(expected.Order(), a.RecursiveDifference(b).Paths().Order());
                });

    private static bool IsAtOrBeneath(string path, string above) =>
        path == above || (path.StartsWith(above, StringComparison.Ordinal) && path[above.Length] is '.' or '[');

    [Fact]
    public void The_written_form_answers_as_the_set_does() => Gen.Select(Sets, Sets).Sample((a, b) =>
    {
        Assert.Equal(a.Overlaps(b), FieldsV1.Overlaps(a.ToFieldsV1(), b));
        Assert.Equal(b.Difference(a).IsEmpty, FieldsV1.ContainsAll(a.ToFieldsV1(), b));
        Assert.Equal(a.SetEquals(b), FieldsV1.IsCopy(a.ToFieldsV1(), b.ToFieldsV1()));
    });

    [Fact]
    public void Paths_are_written_in_the_order_of_a_real_server()
    {
        var set = Read(
            """{"f:b":{},"k:{\"port\":443}":{},"k:{\"port\":80}":{".":{},"f:x":{}},"f:a":{},"v:\"z\"":{},"i:3":{}}""");

        Assert.Equal(
            """{"f:a":{},"f:b":{},"k:{\"port\":80}":{".":{},"f:x":{}},"k:{\"port\":443}":{},"v:\"z\"":{},"i:3":{}}""",
            Encoding.UTF8.GetString(JsonText.Write(set.ToFieldsV1())));
    }

    [Fact]
    public void Spellings_of_one_key_are_one_element()
    {
        var set = Read("""{"k:{\"b\":1, \"a\":\"x\"}":{"f:p":{}},"k:{\"a\":\"x\",\"b\":1}":{"f:q":{}}}""");

        Assert.Equal(["[a=\"x\",b=1].p", "[a=\"x\",b=1].q"], set.Paths());
    }

    [Theory]
    [InlineData("""{"f:a":1}""")]
    [InlineData("""{"fa":{}}""")]
    [InlineData("""{"k:{":{}}""")]
    [InlineData("""{"k:[1]":{}}""")]
    [InlineData("""{"i:x":{}}""")]
    [InlineData("""{"v:":{}}""")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    public void Malformed_fields_are_not_read(string json) =>
        Assert.False(FieldSet.TryRead(JsonNode.Parse(json), out _));

    [Fact]
    public void Elements_of_a_later_kind_are_skipped() =>
        Assert.Equal([".a"], Read("""{"x:new":{"f:b":{}},"f:a":{}}""").Paths());

    [Theory]
    [InlineData("é\u2028\"\\\n<>&\u0001", """{"f:é\u2028\"\\\u000a<>\u0026\u0001":{}}""")]
    [InlineData("example.com/x", """{"f:example.com/x":{}}""")]
    public void Names_are_escaped_as_JSON_demands(string name, string json)
    {
        var written = FieldSet.FromEntries([new(PathElement.Field(name), true, null)]).ToFieldsV1();

        Assert.Equal(name, Assert.Single(written).Key[2..]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), written));
    }

    [Fact]
    public void A_configuration_owns_its_leaves_and_its_elements() =>
        Assert.Equal(
            [
                ".apiVersion",
                ".kind",
                ".metadata.finalizers[=\"f\"]",
                ".metadata.labels.k",
                ".metadata.name",
                ".spec.args",
                ".spec.containers[name=\"app\"]",
                ".spec.containers[name=\"app\"].env",
                ".spec.containers[name=\"app\"].name",
                ".spec.ports[port=80,protocol=\"TCP\"]",
                ".spec.ports[port=80,protocol=\"TCP\"].port",
                ".spec.selector",
            ],
            FieldSet.Of(
                JsonNode.Parse("""
                    {"apiVersion":"v1","kind":"Thing","metadata":{"name":"x","labels":{"k":"1"},"finalizers":["f"]},
                     "spec":{"args":["a"],"selector":{"k":"1"},"ports":[{"port":80}],
                             "containers":[{"name":"app","env":null}]}}
                    """),
                Shapes.Kind).Paths());

    [Fact]
    public void An_element_without_key_has_no_name()
    {
        var unnamed = Assert.Throws<FieldSetException>(
            () => FieldSet.Of(JsonNode.Parse("""{"spec":{"containers":[{"image":"x"}]}}"""), Shapes.Kind));

        Assert.Equal(
            "element 0: associative list with keys has an element that omits all key fields [\"name\"] "
            + "(and doesn't have default values for any key fields)",
            unnamed.Message);
    }
}
