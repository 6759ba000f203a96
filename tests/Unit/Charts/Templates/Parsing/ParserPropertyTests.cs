using CsCheck;
using Fairway.Charts;
using Xunit;

namespace Fairway.Tests.Charts.Templates.Parsing;

/// <summary>Whatever a template is, it is rendered or refused; nothing else happens.</summary>
public sealed class ParserPropertyTests
{
    private static readonly string[] Pieces =
    [
        "{{", "}}", "{{-", "-}}", "{{ ", " }}", "{{- ", " -}}", "/*", "*/", " ", "\n", "\t", "text", "if ", "else",
            "end",
        "range ", "with ", "define ", "template ", "block ", "break", "continue", ".", ".Values", ".a", ".Values.m.b",
        "$", "$x", "$x := ", "$x = ", ", ", "|", " | ", "(", ")", "\"", "\"s\"", "`", "`r`", "'", "'c'", "\\", "0", "1",
        "-1", "0x", "1e3", "9999999999999999999", "1i", "nil", "true", "false", "eq ", "and ", "or ", "not ", "index ",
        "printf ", "\"%d%s%v%q%x%5.2f\"", "include ", "tpl ", "\"t\"", "toYaml ", "fromYaml ", "quote ", "default ",
        "list ", "dict ", "set ", "trunc ", "nindent 2 ", "replace ", "splitList ", "slice ", "substr ", "é",
            "\u0001", "{",
        "}", "@", "#", ":", "=", "-", "+", "---\n", "kind: X\n", "a: b\n", "{{ .Values.m | toYaml }}", "{{ end }}",
        "{{ if .Values.m }}", "{{ range $i, $v := .Values.l }}", "{{ define \"t\" }}", "{{ include \"t\" . }}",
    ];

    private static readonly Gen<string> Template =
        Gen.Int[0, Pieces.Length - 1].Array[0, 25].Select(drawn => string.Concat(drawn.Select(i => Pieces[i])));

    private static readonly RenderInput Input =
        ChartFiles.Input with { Limits = new RenderLimits { Steps = 20_000, Text = 1 << 20, Depth = 20 } };

    [Fact]
    public void Any_text_is_rendered_or_refused() => Template.Sample(
        text =>
        {
            var fault = Record.Exception(
                () => ChartFiles.Load(("values.yaml", "m: {b: 1, c: x}\nl: [1, a, null]\n"), ("templates/t.yaml", text))
                    .Rendered(Input));
            Assert.True(fault is null or ChartException { Message.Length: > 0, File.Length: > 0 }, $"{text}\n{fault}");
        },
        iter: 20_000);

    [Theory]
    [InlineData("{{ ", "(", "1", ")", " }}")]
    [InlineData("", "{{ if 1 }}", "", "{{ end }}", "")]
    [InlineData("", "{{ if 1 }}{{ else if 1 }}", "", "{{ end }}", "")]
    [InlineData("{{ if 1 }}", "{{ else if 1 }}", "", "", "{{ end }}")]
    [InlineData("", "{{ define \"a\" }}", "", "{{ end }}", "")]
    [InlineData("{{ ", "and ", "1", " 1", " }}")]
    public void However_deep_the_nesting_nothing_overflows(
        string before, string open, string middle, string close, string after)
    {
        const int Depth = 50_000;
        var text = before + string.Concat(Enumerable.Repeat(open, Depth)) + middle
            + string.Concat(Enumerable.Repeat(close, Depth)) + after;

        Assert.True(Record.Exception(() => ChartFiles.Load(("templates/t.yaml", text))) is null or ChartException);
    }
}
