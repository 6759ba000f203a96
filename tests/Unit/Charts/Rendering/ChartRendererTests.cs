using System.Text.Json.Nodes;
using Fairway.Charts;
using Xunit;

namespace Fairway.Tests.Charts.Rendering;

public sealed class ChartRendererTests
{
    [Fact]
    public void The_same_input_gives_the_same_text_however_often()
    {
        var chart = ChartFiles.Load(
            ("values.yaml", "m: {a: 1}\n"),
            ("templates/x.yaml", "kind: X\nn: {{ len .Values.m }}{{ $_ := set .Values.m \"b\" 2 }}\n"));

        var first = chart.Rendered().Manifest;

        Assert.Equal("---\n# Source: c/templates/x.yaml\nkind: X\nn: 1\n", first);
        Assert.Equal(first, chart.Rendered().Manifest);
    }

    [Fact]
    public void Given_values_are_not_changed_by_templates()
    {
        var values = new JsonObject { ["m"] = new JsonObject { ["a"] = 1 } };

        ChartFiles.Print("""{{ set .Values.m "a" 2 | len }}""", ChartFiles.Input with { Values = values });

        Assert.Equal("""{"m":{"a":1}}""", values.ToJsonString());
    }

    [Fact]
    public void Many_threads_render_one_chart_at_once()
    {
        var chart = ChartFiles.Load(("templates/x.yaml", "kind: X\nn: {{ .Values.n }}{{ .Release.Name | upper }}\n"));

        var texts = Enumerable.Range(0, 200).AsParallel().AsOrdered()
            .Select(n => chart.Rendered(ChartFiles.Input with { Values = new JsonObject { ["n"] = n } }).Manifest);

        Assert.Equal(
            Enumerable.Range(0, 200).Select(n => $"---\n# Source: c/templates/x.yaml\nkind: X\nn: {n}REL\n"), texts);
    }

    [Fact]
    public void What_is_pinned_is_what_templates_see()
    {
        var input = ChartFiles.Input with
        {
            IsUpgrade = true,
            Revision = 7,
            KubeVersion = "v1.33.1",
            ApiVersions = ["apps/v1"],
        };

        var text = ChartFiles.Print(
            "{{ .Release.IsUpgrade }} {{ .Release.IsInstall }} {{ .Release.Revision }} "
                + "{{ .Capabilities.KubeVersion.Minor }} "
                + """{{ .Capabilities.APIVersions.Has "apps/v1" }} {{ .Capabilities.APIVersions.Has "apps/v2" }}""",
            input);

        Assert.Equal("true false 7 33 true false", text);
    }

    [Fact]
    public void Helm_3_keeps_the_nulls_of_a_chart()
    {
        const string Template = """{{ hasKey .Values "a" }} {{ hasKey .Values.m "b" }}""";

        Assert.Equal("false false", ChartFiles.Print(Template, values: "a: null\nm: {b: null}\n"));
        Assert.Equal(
            "true true",
            ChartFiles.Print(Template, ChartFiles.Input with { Helm = HelmLine.Three }, "a: null\nm: {b: null}\n"));
    }

    [Fact]
    public void A_fault_names_the_template_that_it_is_in()
    {
        var chart = ChartFiles.Load(
            ("templates/_h.tpl", "{{ define \"h\" }}\n\n  {{ .Values.a.b.c }}{{ end }}"),
            ("templates/x.yaml", "kind: X\nn: {{ include \"h\" . }}\n"));

        var fault = Assert.Throws<ChartException>(() => chart.Rendered());

        Assert.Equal(("c/templates/_h.tpl", 3, 12), (fault.File, fault.Line, fault.Column));
        Assert.Equal(
            "template: c/templates/x.yaml:2:6: executing \"c/templates/x.yaml\" at <include \"h\" .>: error calling "
                + "include: template: c/templates/_h.tpl:3:12: executing \"h\" at <.Values.a.b.c>: "
                + "nil pointer evaluating interface {}.b",
            fault.Message);
    }
}
