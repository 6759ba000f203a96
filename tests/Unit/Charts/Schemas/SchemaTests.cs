using Fairway.Charts;
using Xunit;

namespace Fairway.Tests.Charts.Schemas;

/// <summary>Keywords are held to the real helms in the suite of Conformance; here is what must not happen.</summary>
public sealed class SchemaTests
{
    [Theory]
    [InlineData(HelmLine.Four, "c:\n- at '/a': got number, want string\n- at '': missing property 'b'\n")]
    [InlineData(HelmLine.Three, "c:\n- (root): b is required\n- a: Invalid type. Expected: string, given: integer\n")]
    public void Values_that_do_not_fit_are_told_in_the_words_of_the_line(HelmLine line, string told)
    {
        var fault = Fault("""{"required": ["b"], "properties": {"a": {"type": "string"}}}""", line);

        Assert.Equal(
            told.Split('\n').Order(StringComparer.Ordinal),
            fault.Message.Split('\n').Skip(1).Order(StringComparer.Ordinal));
        Assert.Equal("values.schema.json", fault.File);
    }

    [Theory]
    [InlineData("http://example.org/schema.json")]
    [InlineData("https://json-schema.org/draft-07/schema#")]
    [InlineData("file:///etc/passwd")]
    [InlineData("other.json#/definitions/x")]
    [InlineData("../values.schema.json")]
    public void A_reference_that_leads_out_of_the_file_is_refused(string reference)
    {
        foreach (var line in new[] { HelmLine.Four, HelmLine.Three })
        {
            var fault = Fault(
                "{\"properties\": {\"a\": {\"$ref\": \"" + reference + "\"}}}", line);

            Assert.Contains(
                $"\"{reference}\" leads out of the file; schemas are not fetched", fault.Message,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"$ref": "#"}""", "round in a circle")]
    [InlineData(
        """{"allOf": [{"$ref": "#/definitions/x"}], "definitions": {"x": {"$ref": "#/definitions/x"}}}""", "circle")]
    [InlineData("""{"$ref": "#/definitions/none"}""", "leads to nothing")]
    [InlineData("""{"properties": {"a": {"pattern": "["}, "t": {"pattern": "["}}}""", "cannot be read")]
    [InlineData("""{"properties": {"a": "text"}}""", "is no schema")]
    public void A_schema_that_cannot_be_used_is_an_error_and_no_hang(string schema, string why)
    {
        foreach (var line in new[] { HelmLine.Four, HelmLine.Three })
        {
            Assert.Contains(why, Fault(schema, line).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_schema_that_is_no_JSON_is_refused_when_the_chart_is_read()
    {
        var fault = Assert.Throws<ChartException>(() => ChartFiles.Load(("values.schema.json", "{")));

        Assert.StartsWith("values.schema.json is no JSON", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_that_explodes_stops_at_the_limit()
    {
        var schema = string.Concat(Enumerable.Range(0, 30).Select(i =>
            $$$""" "d{{{i}}}": {"allOf": [{"$ref": "#/definitions/d{{{i + 1}}}"}, """
            + $$$"""{"$ref": "#/definitions/d{{{i + 1}}}"}]},"""));

        var fault = Fault(
            "{\"$ref\": \"#/definitions/d0\", \"definitions\": {" + schema + "\"d30\": true}}", HelmLine.Four);

        Assert.Contains("steps", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_can_be_cancelled()
    {
        var chart = Chart("""{"type": "object"}""");

        Assert.Throws<OperationCanceledException>(() => chart.Render(
            ChartFiles.Input with { Limits = new RenderLimits { Steps = 1024 } },
            new CancellationToken(canceled: true)));
    }

    private static ChartException Fault(string schema, HelmLine line) =>
        Assert.Throws<ChartException>(() => Chart(schema).Rendered(ChartFiles.Input with { Helm = line }));

    private static Chart Chart(string schema) => ChartFiles.Load(
        ("values.schema.json", schema), ("values.yaml", "a: 1\nt: text\n"), ("templates/x.yaml", "kind: X"));
}
