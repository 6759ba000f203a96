using Xunit;

namespace Fairway.Tests.Charts.Functions;

/// <summary>One line for each group; the Conformance suite has hundreds, beside the real helm.</summary>
public sealed class FunctionTests
{
    [Theory]
    [InlineData("""{{ default "d" "" }} {{ coalesce 0 "" "x" }} {{ ternary "y" "n" true }}""", "d x y")]
    [InlineData("""{{ "日本" | trunc 3 }} {{ len "日本" }} {{ upper "é" }} {{ title "a b" }}""", "日 6 É A B")]
    [InlineData("""{{ printf "%s %d %v %q %t %.1f" "s" 1 nil "q" true 1.25 }}""", "s 1 <nil> \"q\" true 1.2")]
    [InlineData("""{{ list 1 2 3 | rest | last }} {{ has 1 (list 1) }} {{ join "-" (list "a" 1) }}""", "3 true a-1")]
    [InlineData(
        """{{ dict "b" 1 "a" (list 1) | toJson }} {{ keys (dict "b" 1 "a" 2) }}""", """{"a":[1],"b":1} [a b]""")]
    [InlineData("""{{ add 1 "2" 3.9 }} {{ div 7 2 }} {{ max 1 3 2 }} {{ int "0x10" }}""", "6 3 3 16")]
    [InlineData(
        """{{ b64enc "x" }} {{ sha256sum "" | trunc 8 }} {{ quote "a\"" 1 nil }}""", """eA== e3b0c442 "a\"" "1" """)]
    [InlineData(
        """{{ (fromYaml "a: [x]").a }} {{ toYaml (list "on") }} {{ (fromJson "{\"a\":1}").a }}""", "[x] - \"on\" 1")]
    [InlineData("""{{ kindOf (dict) }} {{ typeOf 1 }} {{ eq "a" "b" "a" }} {{ lookup "v1" "Pod" "" "" | len }}""",
        "map int true 0")]
    public void A_function_gives_what_helm_gives(string template, string text) =>
        Assert.Equal(text.TrimEnd(), ChartFiles.Print(template));

    [Fact]
    public void Numbers_of_values_are_floats_and_are_not_compared_with_integers()
    {
        Assert.Equal("1e+06 true", ChartFiles.Print(
            "{{ .Values.big }} {{ eq .Values.big 1e6 }}", values: "big: 1000000\n"));
        Assert.Contains(
            "incompatible types for comparison: float64 and int",
            ChartFiles.Fault("{{ eq 1.0 1 }}").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_the_chart_are_given_as_they_are() => Assert.Equal(
        "x: \"é\\n\"",
        (string?)ChartFiles.Load(
                ("conf/a.txt", "é\n"), (
                    "templates/t.yaml", "v: {{ printf \"x: %q\" (.Files.Get \"conf/a.txt\") | toJson }}"))
            .Rendered().Objects[0].Object["v"]);

    [Fact]
    public void What_a_template_defines_by_tpl_stays_inside() => Assert.Contains(
        "no template \"in\"",
        ChartFiles.Fault("""{{ tpl "{{ define \"in\" }}x{{ end }}" . }}{{ include "in" . }}""").Message,
        StringComparison.Ordinal);
}
