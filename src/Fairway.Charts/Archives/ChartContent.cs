using System.Text.Json.Nodes;
using Fairway.Charts.Templates;

namespace Fairway.Charts.Archives;

/// <summary>A chart that has been read.</summary>
/// <param name="Metadata">What Chart.yaml says.</param>
/// <param name="Values">The chart's own. Never given out, since renderings change theirs.</param>
/// <param name="Templates">The files of templates in the order in which Helm executes them, each with its
/// definitions.</param>
/// <param name="Files">What <c>.Files</c> gives, as bytes.</param>
internal sealed record ChartContent(
    ChartMetadata Metadata,
    JsonObject Values,
    IReadOnlyList<TemplateFile> Templates,
    IReadOnlyDictionary<string, string> Files);

/// <summary>A file of templates.</summary>
/// <param name="Name">As messages and templates see it: <c>CHART/templates/service.yaml</c>.</param>
/// <param name="Parsed">What it defines, and itself.</param>
internal sealed record TemplateFile(string Name, IReadOnlyList<ParsedTemplate> Parsed)
{
    /// <summary>A file whose name begins so only holds definitions.</summary>
    public bool IsPartial => Name[(Name.LastIndexOf('/') + 1)..].StartsWith('_');

    /// <summary>What it says goes to people, not to the cluster.</summary>
    public bool IsNotes => Name.EndsWith("/NOTES.txt", StringComparison.Ordinal);
}
