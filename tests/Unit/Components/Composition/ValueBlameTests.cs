using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Charts;
using Fairway.Components.Composition;
using Fairway.Schema.Digests;
using Xunit;

namespace Fairway.Tests.Components.Composition;

public sealed class ValueBlameTests
{
    private const string Schema = """
        {"required": ["host"],
         "properties": {
           "replicas": {"type": "integer"},
           "ports": {"items": {"type": "integer"}},
           "probe": {"additionalProperties": false, "properties": {"path": {"pattern": "^/"}}}}}
        """;

    [Theory]
    [InlineData(
        """{"host":"h","replicas":"two"}""", "replicas",
        "replicas: got string, want integer (set by MetaConfig north)")]
    [InlineData(
        """{"host":"h","ports":[1,"x"]}""", "ports", "ports.1: got string, want integer (set by MetaConfig north)")]
    [InlineData(
        """{"host":"h","probe":{"pth":"/"}}""", "probe.pth",
        "probe: additional properties 'pth' not allowed (set by MetaConfig north)")]
    [InlineData("{}", "", "the values: missing property 'host' (no layer sets it)")]
    [InlineData(
        """{"host":"h"}""", "", "probe.path: 'none' does not match pattern '^/' (the chart's own value)", "none")]
    public void The_layer_that_set_the_wrong_value_is_named(
        string values, string origin, string told, string path = "/")
    {
        var chart = Load("c", ("values.schema.json", Schema), ("values.yaml", $"probe: {{path: {path}}}\n"));

        Assert.Equal($"values do not fit its schema: {told}", Blame(chart, values, origin));
    }

    [Fact]
    public void A_value_of_a_chart_in_the_chart_is_named_by_its_whole_path()
    {
        var chart = Load(
            "c",
            ("charts/d/Chart.yaml", "apiVersion: v2\nname: d\nversion: 1.0.0\n"),
            ("charts/d/values.schema.json", """{"properties": {"size": {"type": "integer"}}}"""));

        Assert.Equal(
            "values do not fit its schema: d.size: got string, want integer (set by MetaConfig north)",
            Blame(chart, """{"d":{"size":"big"}}""", "d.size"));
    }

    private static string? Blame(Chart chart, string values, string origin)
    {
        var origins = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        var effective = new EffectiveValues(
            JsonNode.Parse(values)!.AsObject(),
            new Digest(new byte[32]),
            origin.Length == 0 ? origins : origins.Add(origin, "MetaConfig north"));
        var fault = Assert.Throws<ChartException>(
            () => chart.Render(new RenderInput("c", "ns") { Values = effective.Values }));
        return ValueBlame.Tell(fault, effective);
    }

    private static Chart Load(string name, params (string Path, string Text)[] files) => ChartArchive.Load(
        files.Append(("Chart.yaml", $"apiVersion: v2\nname: {name}\nversion: 1.0.0\n")).ToDictionary(
            file => file.Item1, file => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Item2)));
}
