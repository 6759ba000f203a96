using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Cli.Commands;

public sealed class ChartCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ChartCommandTests()
    {
        Write("Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n");
        Write("values.yaml", "a: 1\n");
        Write("templates/x.yaml", "kind: ConfigMap\napiVersion: v1\nmetadata: {name: x}\na: {{ .Values.a }}\n");
        Write(
            "templates/y.yaml",
            "kind: Job\napiVersion: v1\nmetadata: {name: job, annotations: {helm.sh/hook: test}}\n"
                + "r: {{ .Release.Name }}\n");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Render_prints_what_helm_template_prints()
    {
        var (code, output, error) = await CommandLine.RunAsync(
            "chart", "render", folder.Path, "--set", "a=2", "--release-name", "r1");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            "---\n# Source: c/templates/x.yaml\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: x}\na: 2\n\n"
                .Replace("\n\n", "\n", StringComparison.Ordinal)
                + "---\n# Source: c/templates/y.yaml\nkind: Job\napiVersion: v1\n"
                + "metadata: {name: job, annotations: {helm.sh/hook: test}}\nr: r1\n\n",
            output);
    }

    [Fact]
    public async Task What_is_drawn_is_another_each_time_unless_a_seed_is_given()
    {
        Write("templates/x.yaml", "kind: A\np: {{ randAlphaNum 20 }}\ny: {{ now | date \"2006\" }}\n");
        async Task<string> RenderAsync(params string[] seed) =>
            (await CommandLine.RunAsync(["chart", "render", folder.Path, "-s", "templates/x.yaml", .. seed])).Out;

        var drawn = await RenderAsync();

        Assert.NotEqual(drawn, await RenderAsync());
        Assert.Equal(await RenderAsync("--seed", "s"), await RenderAsync("--seed", "s"));
        Assert.NotEqual(await RenderAsync("--seed", "s"), await RenderAsync("--seed", "t"));
        Assert.DoesNotContain("y: 1970", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_come_from_files_in_their_order_and_then_from_arguments()
    {
        Write("one.yaml", "a: one\n");
        Write("two.yaml", "a: two\n");

        var (_, output, _) = await CommandLine.RunAsync(
            "chart", "render", folder.Path, "-f", folder.In("two.yaml"), "-f", folder.In("one.yaml"), "-s",
            "templates/x.yaml");

        Assert.Contains("a: one\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_json_each_object_says_its_template_and_line()
    {
        var (_, output, _) = await CommandLine.RunAsync("chart", "render", folder.Path, "-o", "json");

        var rendered = JsonNode.Parse(output)!;
        Assert.Equal("c/templates/x.yaml", rendered["objects"]![0]!["template"]!.GetValue<string>());
        Assert.Equal(1, rendered["objects"]![0]!["line"]!.GetValue<int>());
        Assert.Equal("test", rendered["hooks"]![0]!["events"]![0]!.GetValue<string>());
        Assert.Equal("before-hook-creation", rendered["hooks"]![0]!["deletePolicies"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task An_error_is_one_line_with_the_chart_the_template_the_place_and_the_expression()
    {
        Write("templates/bad.yaml", "kind: X\nb: {{ .Values.a.b.c }}\n");

        var (code, output, error) = await CommandLine.RunAsync("chart", "render", folder.Path);

        Assert.Equal((1, ""), (code, output));
        Assert.Equal(
            "fairway: chart c: template: c/templates/bad.yaml:2:13: executing \"c/templates/bad.yaml\" at "
                + "<.Values.a.b.c>: can't evaluate field b in type interface {}",
            error.TrimEnd());
    }

    [Fact]
    public async Task An_error_has_more_lines_if_more_is_asked_for()
    {
        Write("values.schema.json", """{"required": ["b", "c"], "properties": {"a": {"type": "string"}}}""");

        var (_, _, brief) = await CommandLine.RunAsync("chart", "render", folder.Path);
        var (_, _, more) = await CommandLine.RunAsync("chart", "render", folder.Path, "--debug");

        Assert.Single(brief.TrimEnd().Split('\n'));
        Assert.Equal(4, more.TrimEnd().Split('\n').Length);
        Assert.Contains("at '/a': got number, want string", brief, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chart", "render", "oci://example.org/c")]
    [InlineData("chart", "render", "/nowhere")]
    [InlineData("chart", "render", ".", "-f", "https://example.org/values.yaml")]
    [InlineData("chart", "render", ".", "-f", "/nowhere.yaml")]
    [InlineData("chart", "render", ".", "--helm", "2")]
    [InlineData("chart", "render")]
    public async Task What_cannot_be_is_told_in_one_line(params string[] arguments)
    {
        var (code, output, error) = await CommandLine.RunAsync([.. arguments.Select(Here)]);

        Assert.InRange(code, 1, 2);
        Assert.Empty(output);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Lint_says_what_cannot_be_installed()
    {
        Write("templates/z.yaml", "kind: ConfigMap\napiVersion: v1\nmetadata: {name: x}\n---\nkind: X\n");

        var (code, output, _) = await CommandLine.RunAsync("chart", "lint", folder.Path);

        Assert.Equal(1, code);
        Assert.Contains(
            "error: c/templates/z.yaml, line 1: v1/ConfigMap//x is there twice: it is in c/templates/x.yaml, line 1",
            output, StringComparison.Ordinal);
        Assert.Contains("error: c/templates/z.yaml, line 5: apiVersion is missing", output, StringComparison.Ordinal);
        Assert.EndsWith("c 1.0.0: 3 objects, 1 hook, 3 errors, 0 warnings", output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_of_a_good_chart_succeeds()
    {
        var (code, output, _) = await CommandLine.RunAsync("chart", "lint", folder.Path);

        Assert.Equal(0, code);
        Assert.Equal("c 1.0.0: 1 object, 1 hook, 0 errors, 0 warnings", output.TrimEnd());
    }

    private string Here(string argument) => argument == "." ? folder.Path : argument;

    private void Write(string path, string content)
    {
        var file = folder.In(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }
}
