using Fairway.Charts.Archives;
using Fairway.Charts.Templates.Evaluation;

namespace Fairway.Charts.Trees;

/// <summary>All that a rendering needs of the charts that are on. Immutable.</summary>
/// <param name="Root">The chart.</param>
/// <param name="Files">The files of templates in the order in which they are executed, each with its chart.</param>
/// <param name="Templates">All definitions by name.</param>
/// <param name="Warnings">What was strange about the values.</param>
internal sealed record ChartSelection(
    ActiveChart Root,
    IReadOnlyList<(TemplateFile File, ActiveChart Chart)> Files,
    TemplateSet Templates,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The definitions of all charts, the root's first.</summary>
    public IReadOnlyList<CrdFile> Crds { get; } = [.. Root.All().SelectMany(chart => chart.Node.Crds)];

    /// <summary>Puts the templates of all charts in order: the deepest first, so that definitions of a parent come
    /// later and win.</summary>
    /// <exception cref="ChartException">A template cannot be parsed.</exception>
    public static ChartSelection Of(ActiveChart root, HelmLine line, IReadOnlyList<string> warnings)
    {
        var byName = new Dictionary<string, (TemplateFile File, ActiveChart Chart)>(StringComparer.Ordinal);
        foreach (var chart in root.All())
        {
            foreach (var file in chart.Node.Templates)
            {
                byName[file.Name] = (file, chart);
            }
        }

        // Any order: sorted at once.
        (TemplateFile File, ActiveChart Chart)[] files =
            [.. byName.Values
                .OrderByDescending(entry => entry.File.Depth)
                .ThenByDescending(entry => entry.File.Name, StringComparer.Ordinal)];
        var templates = new TemplateSet();
        foreach (var (file, _) in files)
        {
            Add(templates, file, line);
        }

        return new ChartSelection(root, files, templates, warnings);
    }

    private static void Add(TemplateSet templates, TemplateFile file, HelmLine line)
    {
        if (file.Fault is { } fault)
        {
            throw TemplateFile.Refused(fault);
        }

        foreach (var parsed in file.Parsed)
        {
            if (line == HelmLine.Three && parsed.Source.FaultOfHelm3 is { } unknown)
            {
                throw TemplateFile.Refused(unknown);
            }

            templates.Add(parsed);
        }
    }
}
