using System.Text;
using System.Text.Json.Nodes;
using Fairway.Charts.Archives;
using Fairway.Charts.Templates.Evaluation;
using Fairway.Charts.Values;
using Fairway.Schema.Yaml;

namespace Fairway.Charts.Rendering;

/// <summary>Executes a chart's templates, and puts what they print in order.</summary>
internal static class ChartRenderer
{
    public static RenderedChart Render(ChartContent chart, RenderInput input, CancellationToken cancel)
    {
        var documents = InstallOrder.Sort(
            Execute(chart, input, cancel)
                .OrderBy(file => file.Source.Name, StringComparer.Ordinal)
                .SelectMany(file => Documents(file, input.Helm)));
        return new RenderedChart(
            [.. documents.Where(document => document.Object is not null)
                .Select(document =>
                    new RenderedObject(document.Object!, document.File, document.Index, document.Line))],
            Manifest(documents));
    }

    private static List<RenderedFile> Execute(ChartContent chart, RenderInput input, CancellationToken cancel)
    {
        var templates = new TemplateSet();
        foreach (var parsed in chart.Templates.SelectMany(file => file.Parsed))
        {
            if (input.Helm == HelmLine.Three && parsed.Source.FaultOfHelm3 is { } fault)
            {
                throw ChartReader.Refused(fault);
            }

            templates.Add(parsed);
        }

        var world = new RenderWorld(input, cancel);
        var scope = new RenderScope(templates, world);
        var dot = RenderContext.Of(chart, input);
        var rendered = new List<RenderedFile>();
        foreach (var file in chart.Templates.Where(file => !file.IsPartial))
        {
            dot["Template"] = RenderContext.Template(file.Name, input.Helm);
            if (templates.TryGet(file.Name, out var template))
            {
                var output = Execute(new Execution(scope, template, new TextSink(world.Budget), []), dot, file.Name);
                rendered.Add(new RenderedFile(file.Parsed[^1].Source, output.Text, output.Marks));
            }
        }

        return [.. rendered.Where(file => !file.Source.Name.EndsWith("/NOTES.txt", StringComparison.Ordinal))];
    }

    private static (string Text, IReadOnlyList<LineMark> Marks) Execute(Execution execution, GoMap dot, string file)
    {
        try
        {
            execution.Run(GoValue.Of(dot));
            return (execution.Output, execution.Marks);
        }
        catch (TemplateFault fault)
        {
            var (line, column) = fault.Inner.Source.Place(fault.Inner.Offset);
            var message = fault.Said is null ? fault.Message : $"execution error at ({fault.Outer}): {fault.Said}";
            var name = fault.Inner.Source.Name == RenderScope.SetName ? file : fault.Inner.Source.Name;
            throw new ChartException(ByteText.ToUnicode(message), name, line, column);
        }
    }

    private static IEnumerable<ManifestDocument> Documents(RenderedFile file, HelmLine helm)
    {
        var index = 0;
        foreach (var range in ManifestSplitter.Split(file.Text))
        {
            var text = helm == HelmLine.Three ? file.Text[range].TrimEnd() : file.Text[range];
            var line = file.Line(range.Start.Value);
            yield return new ManifestDocument(file.Source.Name, index, text, line, Read(file.Source.Name, line, text));
            index++;
        }
    }

    private static JsonObject? Read(string file, int line, string text)
    {
        JsonNode? node;
        try
        {
            node = YamlReader.Read(ByteText.ToUnicode(text), YamlReadOptions.File);
        }
        catch (YamlFormatException fault)
        {
            throw new ChartException(
                $"YAML parse error on {file}, in the object of line {line}: {fault.Message}", file, line);
        }

        return node switch
        {
            null => null,
            JsonObject map => Checked(file, line, map),
            _ => throw new ChartException(
                $"{file}, line {line}: no object is rendered, but {(node is JsonArray ? "a list" : "a bare value")}",
                file, line),
        };
    }

    private static JsonObject Checked(string file, int line, JsonObject map)
    {
        if (map["metadata"] is JsonObject metadata && metadata["annotations"] is JsonObject annotations
            && annotations.ContainsKey("helm.sh/hook"))
        {
            throw new ChartException(
                $"{file}, line {line}: hooks are not supported yet; take helm.sh/hook away", file, line);
        }

        return map;
    }

    private static string Manifest(IEnumerable<ManifestDocument> documents)
    {
        var manifest = new StringBuilder();
        foreach (var document in documents)
        {
            manifest.Append("---\n# Source: ").Append(document.File).Append('\n').Append(document.Text).Append('\n');
        }

        return ByteText.ToUnicode(manifest.ToString().Trim()) + "\n";
    }
}
