using System.Text.Json.Nodes;
using Fairway.Charts.Functions;
using Fairway.Charts.Templates;
using Fairway.Charts.Templates.Parsing;
using Fairway.Charts.Values;
using Fairway.Schema.Yaml;

namespace Fairway.Charts.Archives;

/// <summary>Sorts the files of a chart into what they are, and reads each.</summary>
internal static class ChartReader
{
    private const string MetadataFile = "Chart.yaml";
    private const string ValuesFile = "values.yaml";
    private const string TemplateFolder = "templates/";

    public static ChartContent Read(IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)> files)
    {
        foreach (var (path, _) in files)
        {
            Check(path);
        }

        var metadata = MetadataReader.Read(
            Find(files, MetadataFile)
                ?? throw new ChartException("Chart.yaml is missing; a chart needs one at its root", MetadataFile));
        return new ChartContent(
            metadata,
            Find(files, ValuesFile) is { } values ? ReadMap(ValuesFile, values) : [],
            Templates(metadata.Name, files),
            files.Where(file => IsPlainFile(file.Path))
                .ToDictionary(
                    file => file.Path, file => ByteText.FromBytes(file.Content.Span), StringComparer.Ordinal));
    }

    /// <summary>A file of YAML that must be a map.</summary>
    /// <exception cref="ChartException">It is none.</exception>
    public static JsonObject ReadMap(string file, ReadOnlyMemory<byte> content)
    {
        try
        {
            return YamlReader.Read(System.Text.Encoding.UTF8.GetString(content.Span), YamlReadOptions.File) switch
            {
                JsonObject map => map,
                null => [],
                _ => throw new ChartException($"{file} is not a map of keys and values", file),
            };
        }
        catch (YamlFormatException fault)
        {
            throw new ChartException($"{file}: {fault.Message}", file, fault.Line);
        }
    }

    private static ReadOnlyMemory<byte>? Find(
        IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)> files, string path)
    {
        foreach (var file in files)
        {
            if (file.Path == path)
            {
                return file.Content;
            }
        }

        return null;
    }

    private static void Check(string path)
    {
        if (path.Length == 0 || path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal)
            || path.Split('/').Any(part => part is "" or "." or ".."))
        {
            throw new ChartException(
                $"\"{path}\" is no path inside a chart; give it with slashes, from the root", path);
        }

        var unsupported = path switch
        {
            "values.schema.json" => "a schema of values is",
            "requirements.yaml" => "requirements.yaml is",
            _ when path.StartsWith("charts/", StringComparison.Ordinal) => "charts inside a chart are",
            _ when path.StartsWith("crds/", StringComparison.Ordinal) => "the folder crds is",
            _ => null,
        };
        if (unsupported is not null)
        {
            throw new ChartException($"{path}: {unsupported} not supported yet; leave it out of the chart", path);
        }
    }

    private static bool IsPlainFile(string path) =>
        path is not (MetadataFile or ValuesFile or "Chart.lock")
        && !path.StartsWith(TemplateFolder, StringComparison.Ordinal);

    private static List<TemplateFile> Templates(
        string chart, IReadOnlyList<(string Path, ReadOnlyMemory<byte> Content)> files) =>
        [.. files
            .Where(file => file.Path.StartsWith(TemplateFolder, StringComparison.Ordinal)
                && !file.Path.StartsWith(TemplateFolder + ".", StringComparison.Ordinal))
            .OrderByDescending(file => file.Path.Count(c => c == '/'))
            .ThenByDescending(file => file.Path, StringComparer.Ordinal)
            .Select(file => Parse($"{chart}/{file.Path}", file.Content))];

    private static TemplateFile Parse(string name, ReadOnlyMemory<byte> content)
    {
        try
        {
            var source = new SourceText(name, ByteText.FromBytes(content.Span));
            return new TemplateFile(name, TemplateParser.Parse(name, source, FunctionTable.Helm));
        }
        catch (ParseFault fault)
        {
            throw Refused(fault);
        }
    }

    /// <summary>A template that does not parse.</summary>
    public static ChartException Refused(ParseFault fault)
    {
        var (line, column) = fault.File.Place(fault.Offset);
        return new ChartException(
            $"parse error at ({fault.File.Name}:{line}): {ByteText.ToUnicode(fault.What.Split(": ")[^1])}",
            fault.File.Name, line, column);
    }
}
