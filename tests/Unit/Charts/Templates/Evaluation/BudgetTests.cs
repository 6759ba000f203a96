using Fairway.Charts;
using Xunit;

namespace Fairway.Tests.Charts.Templates.Evaluation;

/// <summary>Templates that would never end, or grow without end, are errors soon.</summary>
public sealed class BudgetTests
{
    private static readonly RenderLimits Small = new() { Steps = 500_000, Text = 8 << 20 };

    private const string Loop = """{{ range until 1000000 }}{{ range until 1000000 }}{{ end }}{{ end }}""";

    [Theory]
    [InlineData(Loop, "steps")]
    [InlineData("""{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}""", "nested more than 100 deep")]
    [InlineData("""{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}""", "nested more than 100 deep")]
    [InlineData("""{{ tpl .Values.t . }}""", "nested more than 100 deep")]
    [InlineData("""{{ repeat 2000000000 "x" }}""", "bytes of text")]
    [InlineData("""{{ indent 2000000000 "x" }}""", "bytes of text")]
    [InlineData("""{{ printf "%1000000000d" 1 }}""", "is more than")]
    [InlineData("""{{ until 2000000000 }}""", "steps")]
    [InlineData("""{{ untilStep 0 9000000000000000000 1 }}""", "steps")]
    [InlineData("""{{ $s := "x" }}{{ range until 100 }}{{ $s = print $s $s }}{{ end }}""", "bytes of text")]
    [InlineData(
        """{{ $s := "xxxxxxxx" }}{{ range until 100 }}{{ $s = replace "x" $s $s }}{{ end }}""",
        "bytes of text")]
    [InlineData("""{{ $s := "xxxx" }}{{ range until 100 }}{{ $s = replace "" $s $s }}{{ end }}""", "bytes of text")]
    [InlineData("""{{ $l := list 1 }}{{ range until 100 }}{{ $l = concat $l $l }}{{ end }}""", "steps")]
    [InlineData(
        """{{ $l := list "x" }}{{ range until 100 }}{{ $l = list $l $l }}{{ end }}{{ print $l }}""",
        "bytes of text")]
    [InlineData(
        """{{ $l := list "x" }}{{ range until 100 }}{{ $l = list $l $l }}{{ end }}{{ toYaml $l }}""",
        "bytes of text")]
    [InlineData(
        """{{ $l := list "x" }}{{ range until 100 }}{{ $l = list $l $l }}{{ end }}{{ toJson $l }}""",
        "bytes of text")]
    [InlineData(
        """{{ $l := list "x" }}{{ range until 100 }}{{ $l = list $l $l }}{{ end }}{{ printf "%s" $l }}""",
        "bytes of text")]
    [InlineData(
        """{{ $l := list "x" }}{{ range until 100 }}{{ $l = list $l $l }}{{ end }}{{ deepEqual $l (deepCopy $l) }}""",
        "steps")]
    [InlineData(
        """{{ $l := list "x" }}{{ $m := list "x" }}{{ range until 100 }}{{ $l = list $l $l }}"""
            + """{{ $m = list $m $m }}{{ end }}{{ has $l (list $m) }}""",
        "steps")]
    [InlineData(
        """{{ $s := repeat 1000000 "x" }}{{ range until 100000 }}{{ $_ := upper $s | hasPrefix "y" }}{{ end }}""",
        "steps")]
    [InlineData(
        """{{ $d := dict }}{{ range until 100000 }}{{ $_ := set $d (toString .) 1 }}{{ end }}"""
            + """{{ range until 10000 }}{{ $_ := keys $d }}{{ range $d }}{{ break }}{{ end }}{{ end }}""",
        "steps")]
    [InlineData("""{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ print $d }}""", "holds itself")]
    [InlineData("""{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ printf "%v" $d }}""", "holds itself")]
    [InlineData("""{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ mustToJson $d }}""", "cycle")]
    [InlineData("""{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ mustToYaml $d }}""", "holds itself")]
    [InlineData("""{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ deepCopy $d }}""", "nested too deeply")]
    [InlineData("""{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ deepEqual $d (dict "d" $d) }}""", "nested too deeply")]
    [InlineData(
        """{{ $d := dict }}{{ $_ := set $d "d" $d }}{{ merge $d (dict "d" $d) | len }}""",
        "nested too deeply")]
    [InlineData(
        """{{ toJson (fromYaml "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"""
            + """c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"""
            + """e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]") }}""",
        null)]
    public void A_template_that_explodes_ends(string template, string? why)
    {
        var chart = ChartFiles.Load(
            ("values.yaml", "t: \"{{ tpl .Values.t . }}\"\n"), ("templates/t.yaml", "# " + template));

        var fault = Record.Exception(() => chart.Rendered(ChartFiles.Input with { Limits = Small }));

        Assert.True(fault is null or ChartException, fault?.ToString());
        Assert.Contains(why ?? "", fault?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_rendering_can_be_cancelled() =>
        Assert.Throws<OperationCanceledException>(
            () => ChartFiles.Load(("templates/t.yaml", Loop)).Render(ChartFiles.Input, new CancellationToken(true)));

    [Fact]
    public void Limits_are_what_the_input_says()
    {
        var input = ChartFiles.Input with { Limits = new RenderLimits { Steps = 20 } };

        Assert.Contains(
            "more than 20 steps", ChartFiles.Fault("{{ range until 100 }}{{ end }}", input).Message,
            StringComparison.Ordinal);
    }
}
