using System.Text.Json.Nodes;
using Fairway.Charts;
using Xunit;

namespace Fairway.Tests.Charts.Rendering;

public sealed class RenderReadsTests
{
    private static readonly string[] Members = ["id", "region"];

    [Theory]
    [InlineData("{{ .Values.fleet.region }}", "region")]
    [InlineData("{{ (.Values.fleet).region }}", "region")]
    [InlineData("{{ with .Values.fleet }}{{ .region }}{{ end }}", "region")]
    [InlineData("{{ get .Values.fleet \"id\" }}", "id")]
    [InlineData("{{ index .Values \"fleet\" \"id\" }}", "id")]
    [InlineData("{{ if .Values.fleet }}yes{{ end }}", "")]
    [InlineData("{{ if hasKey .Values.fleet \"id\" }}yes{{ end }}", "")]
    [InlineData("{{ keys .Values.fleet | sortAlpha | join \",\" }}", "")]
    [InlineData("{{ .Values.own }}", "")]
    [InlineData("{{ tpl \"{{ .Values.fleet.id }}\" . }}", "id")]
    [InlineData("{{ toYaml .Values }}", "id region")]
    [InlineData("{{ .Values | toJson | sha256sum }}", "id region")]
    [InlineData("{{ range $k, $v := .Values.fleet }}{{ $v }}{{ end }}", "id region")]
    [InlineData("{{ values .Values.fleet | sortAlpha | join \",\" }}", "id region")]
    [InlineData("{{ $copy := deepCopy .Values }}{{ $copy.fleet.region }}", "region")]
    [InlineData("{{ $all := merge dict .Values }}{{ $all.fleet.region }}", "region")]
    [InlineData("{{ $all := mustMergeOverwrite dict (deepCopy .Values) }}{{ $all.fleet.region }}", "region")]
    [InlineData("{{ printf \"%v\" .Values.fleet }}", "id region")]
    [InlineData("{{ pick .Values.fleet \"id\" | toJson }}", "id")]
    [InlineData("{{ omit .Values.fleet \"id\" | toJson }}", "region")]
    [InlineData("{{ $_ := set .Values \"own\" .Values.fleet.id }}{{ .Values.own }}", "id")]
    [InlineData("{{ dig \"fleet\" \"id\" \"\" .Values.AsMap }}", "id")]
    [InlineData("{{ deepEqual .Values.fleet (dict \"id\" \"one\" \"region\" \"north\") }}", "id region")]
    public void What_a_template_looked_at_is_told(string template, string least)
    {
        var chart = Chart(template);
        var reads = chart.Rendered(Input("one", "north")).Reads;

        Assert.Subset(reads.Watched.ToHashSet(), least.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet());
        Assert.False(reads.Now || reads.Seed);
        foreach (var unread in Members.Except(reads.Watched))
        {
            var other = unread == "id" ? Input("other", "north") : Input("one", "other");
            Assert.Equal(chart.Rendered(Input("one", "north")).Manifest, chart.Rendered(other).Manifest);
        }
    }

    [Theory]
    [InlineData("{{ .Values.own }}")]
    [InlineData("{{ if .Values.fleet }}{{ .Values.own }}{{ end }}")]
    [InlineData("{{ with (.Values.fleet).absent }}{{ . }}{{ end }}")]
    public void What_a_template_does_not_look_at_is_not_told(string template) =>
        Assert.Empty(Chart(template).Rendered(Input("one", "north")).Reads.Watched.Intersect(Members));

    [Fact]
    public void The_present_and_what_is_drawn_are_told()
    {
        Assert.True(Chart("{{ now | date \"2006\" }}").Rendered(Input("one", "north")).Reads.Now);
        Assert.True(Chart("{{ randAlphaNum 5 }}").Rendered(Input("one", "north")).Reads.Seed);
    }

    [Theory]
    [InlineData("""{"type": "object"}""", true)]
    [InlineData("""{"properties": {"own": {"type": "string", "pattern": "a"}}}""", true)]
    [InlineData("""{"properties": {"fleet": {"type": "object", "required": ["id"]}}}""", true)]
    [InlineData("""{"properties": {"fleet": {"properties": {"id": {"type": "string"}}}}}""", true)]
    [InlineData("""{"properties": {"fleet": {"properties": {"id": {"minLength": 2}}}}}""", false)]
    [InlineData("""{"properties": {"fleet": {"additionalProperties": {"pattern": "n"}}}}""", false)]
    [InlineData("""{"additionalProperties": {"type": ["object", "string"]}}""", false)]
    [InlineData("""{"patternProperties": {"f.*": {"type": "object"}}}""", false)]
    [InlineData("""{"allOf": [{"properties": {"fleet": {"type": "object"}}}]}""", false)]
    public void A_schema_that_could_tell_texts_apart_counts_as_looking(string schema, bool isBlind)
    {
        var chart = ChartFiles.Load(
            ("values.yaml", "own: a\n"),
            ("values.schema.json", schema),
            ("templates/x.yaml", "kind: X\n"));

        Assert.Equal(isBlind, chart.Rendered(Input("one", "north")).Reads.Watched.IsEmpty);
    }

    private static Chart Chart(string template) => ChartFiles.Load(
        ("values.yaml", "own: a\n"), ("templates/x.yaml", $"kind: X\nis: |\n  {template}\n"));

    private static RenderInput Input(string id, string region) => ChartFiles.Input with
    {
        Watched = "fleet",
        Values = new JsonObject { ["fleet"] = new JsonObject { ["id"] = id, ["region"] = region } },
    };
}
