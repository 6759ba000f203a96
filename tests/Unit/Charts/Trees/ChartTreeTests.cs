using Fairway.Charts;
using Fairway.Schema.Yaml;
using Xunit;

namespace Fairway.Tests.Charts.Trees;

/// <summary>The rules are held to the real helms in the suite of Conformance; here is what a rendering must not do to
/// the next.</summary>
public sealed class ChartTreeTests
{
    private const string Metadata = """
        apiVersion: v2
        name: c
        version: 1.0.0
        dependencies:
        - {name: d, version: 1.x, condition: d.enabled, import-values: [data]}
        - {name: d, version: ">=1", alias: e, condition: e.enabled}
        """;

    private static readonly (string, string)[] Files =
    [
        ("Chart.yaml", Metadata),
        ("values.yaml", "e: {enabled: false}\nglobal: {g: 1}\n"),
        ("templates/c.yaml", "kind: C\nvalues: {{ .Values | toJson | quote }}\n"
            + "{{ $_ := set .Values.global \"seen\" true }}"),
        ("charts/d/Chart.yaml", "name: d\nversion: 1.2.0\n"),
        ("charts/d/values.yaml", "x: 1\nexports: {data: {z: 2}}\n"),
        ("charts/d/templates/d.yaml", "kind: {{ .Chart.Name }}\n{{ $_ := set .Values \"x\" 2 }}x: {{ .Values.x }}\n"),
    ];

    [Theory]
    [InlineData("{}", "d", "C")]
    [InlineData("d: {enabled: false}", "C")]
    [InlineData("e: {enabled: true}", "d", "e", "C")]
    [InlineData("{d: {enabled: false}, e: {enabled: true}}", "e", "C")]
    [InlineData("d: {enabled: maybe}", "d", "C")]
    public void Values_decide_which_charts_are_on(string values, params string[] kinds) =>
        Assert.Equal(
            kinds.Order(StringComparer.Ordinal),
            Kinds(ChartFiles.Load(Files), values).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("{child: a, parent: b}, {child: a, parent: b.c}", "c imports d.a as b.c, which puts these values into")]
    [InlineData("{child: a, parent: .}, {child: a, parent: w}", "c imports d.a as w, which puts these values into")]
    [InlineData("{child: a, parent: b}, {child: a.w, parent: b.w.z}", "c imports d.a.w as b.w.z, which puts these")]
    [InlineData("{child: a, parent: b}, {child: a.w, parent: b.w}", null)]
    public void Values_that_are_imported_into_themselves_are_a_fault_of_the_chart(string imports, string? fault)
    {
        var chart = ChartFiles.Load(
            ("Chart.yaml", "{apiVersion: v2, name: c, version: 1.0.0, dependencies: "
                + $"[{{name: d, version: 1.x, import-values: [{imports}]}}]}}"),
            ("charts/d/Chart.yaml", "name: d\nversion: 1.2.0\n"),
            ("charts/d/values.yaml", "a: {x: 1, w: {u: 2}}\n"),
            ("templates/c.yaml", "kind: C\nvalues: {{ .Values | toJson | quote }}\n"));

        var thrown = Record.Exception(() => Render(chart, "{}"));

        Assert.Contains(fault ?? "", (thrown as ChartException)?.Message ?? "", StringComparison.Ordinal);
        Assert.Equal(fault is null, thrown is null);
    }

    [Fact]
    public void One_chart_gives_each_choice_its_own_rendering_however_they_are_mixed()
    {
        var chart = ChartFiles.Load(Files);
        string[] choices = ["{}", "d: {enabled: false}", "e: {enabled: true}",
            "{d: {enabled: false}, e: {enabled: true}}", "x: 1"];
        var alone = choices.Select(values => Render(ChartFiles.Load(Files), values).Manifest).ToList();

        var mixed = Enumerable.Range(0, 200).AsParallel().AsOrdered()
            .Select(i => Render(chart, choices[i % choices.Length]).Manifest).ToList();

        Assert.Equal(Enumerable.Range(0, 200).Select(i => alone[i % choices.Length]), mixed);
    }

    [Fact]
    public void A_template_that_does_not_parse_matters_only_where_its_chart_is_on()
    {
        var chart = ChartFiles.Load([.. Files, ("charts/d/templates/bad.yaml", "{{ nope }}")]);

        Assert.Equal(["C"], Kinds(chart, "{d: {enabled: false}}"));
        var fault = Assert.Throws<ChartException>(() => Render(chart, "{}"));
        Assert.Equal("c/charts/d/templates/bad.yaml", fault.File);
    }

    [Fact]
    public void What_is_strange_about_values_is_a_warning_that_shows_none()
    {
        var rendered = Render(ChartFiles.Load(Files), "d: {global: secret-word, enabled: secret-word}");

        Assert.Contains(rendered.Warnings, warning => warning.Contains("global", StringComparison.Ordinal));
        Assert.DoesNotContain(
            rendered.Warnings, warning => warning.Contains("secret-word", StringComparison.Ordinal));
    }

    [Fact]
    public void Definitions_below_crds_are_no_templates_and_come_apart()
    {
        var rendered = ChartFiles.Load(
            ("crds/a.yaml", "kind: A\nx: \"{{ nope }}\"\n---\nkind: B\n"), ("templates/x.yaml", "kind: X")).Rendered();

        Assert.Equal(["A", "B"], rendered.Crds[0].Objects.Select(item => item.Object["kind"]!.GetValue<string>()));
        Assert.Equal((4, 1), (rendered.Crds[0].Objects[1].Line, rendered.Crds[0].Objects[1].Document));
        Assert.Equal(["X"], rendered.Objects.Select(item => item.Object["kind"]!.GetValue<string>()));
        Assert.DoesNotContain("kind: A", rendered.Manifest, StringComparison.Ordinal);
        Assert.StartsWith(
            "---\n# Source: c/crds/a.yaml\nkind: A\n", rendered.Print(includesCrds: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_are_what_the_root_says()
    {
        var rendered = ChartFiles.Load(
            ("templates/NOTES.txt", "Hello {{ .Release.Name }}"), ("charts/d/Chart.yaml", "name: d\nversion: 1.0.0\n"),
            ("charts/d/templates/NOTES.txt", "Not this")).Rendered();

        Assert.Equal("Hello rel", rendered.Notes);
        Assert.Empty(rendered.Objects);
    }

    [Theory]
    [InlineData(
        "kubeVersion: \">=1.37\"",
        "chart requires kubeVersion: >=1.37 which is incompatible with Kubernetes v1.36.0")]
    [InlineData("type: library", "is a library")]
    [InlineData(
        "dependencies: [{name: d, version: \"1\"}]", "found in Chart.yaml, but missing in charts/ directory: d")]
    public void A_chart_that_cannot_be_installed_so_says_why(string metadata, string why) =>
        Assert.Contains(
            why,
            Assert.Throws<ChartException>(() => ChartFiles.Load(
                ("Chart.yaml", $"apiVersion: v2\nname: c\nversion: 1.0.0\n{metadata}\n")).Rendered()).Message,
            StringComparison.Ordinal);

    private static IEnumerable<string> Kinds(Chart chart, string values) =>
        Render(chart, values).Objects.Select(item => item.Object["kind"]!.GetValue<string>());

    private static RenderedChart Render(Chart chart, string values) => chart.Rendered(
        ChartFiles.Input with { Values = YamlReader.ReadObject(ChartFiles.Bytes(values).Span) });
}
