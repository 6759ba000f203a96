using Fairway.Charts.Functions;
using Fairway.Charts.Templates;
using Fairway.Charts.Templates.Parsing;
using Fairway.Charts.Values;

namespace Fairway.Charts.Archives;

/// <summary>A file of templates.</summary>
/// <param name="Name">As messages and templates see it: <c>CHART/templates/service.yaml</c>.</param>
/// <param name="Parsed">What it defines, and itself; empty if it cannot be read.</param>
/// <param name="Fault">Why it cannot be read.</param>
internal sealed record TemplateFile(string Name, IReadOnlyList<ParsedTemplate> Parsed, ParseFault? Fault)
{
    /// <summary>How deep it lies: deeper files are parsed and executed first.</summary>
    public int Depth { get; } = Name.AsSpan().Count('/');

    /// <summary>A file whose name begins so only holds definitions.</summary>
    public bool IsPartial => IsPartialName(Name);

    /// <summary>What it says goes to people, not to the cluster.</summary>
    public bool IsNotes => Name.EndsWith("NOTES.txt", StringComparison.Ordinal);

    /// <summary>Parses the files of a chart that stands at a path.</summary>
    public static IReadOnlyList<TemplateFile> ParseAll(ChartContent chart, string fullPath) =>
        [.. chart.Templates
            .Where(file => !chart.Metadata.IsLibrary || IsPartialName(file.Path))
            .Select(file => Parse($"{fullPath}/{file.Path}", file.Content))];

    private static TemplateFile Parse(string name, ReadOnlyMemory<byte> content)
    {
        try
        {
            var shown = ByteText.FromUnicode(name);
            var source = new SourceText(shown, ByteText.FromBytes(content.Span));
            return new TemplateFile(shown, TemplateParser.Parse(shown, source, FunctionTable.Helm), null);
        }
        catch (ParseFault fault)
        {
            return new TemplateFile(name, [], fault);
        }
    }

    private static bool IsPartialName(string name) => name[(name.LastIndexOf('/') + 1)..].StartsWith('_');

    /// <summary>A template that does not parse.</summary>
    public static ChartException Refused(ParseFault fault)
    {
        var (line, column) = fault.File.Place(fault.Offset);
        return new ChartException(
            $"parse error at ({fault.File.Name}:{line}): {ByteText.ToUnicode(fault.What.Split(": ")[^1])}",
            fault.File.Name, line, column);
    }
}
