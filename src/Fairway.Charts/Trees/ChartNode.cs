using Fairway.Charts.Archives;
using Fairway.Charts.Values;

namespace Fairway.Charts.Trees;

/// <summary>A chart in its place among others: under the name that its parent gives it. Immutable.</summary>
/// <param name="content">The chart.</param>
/// <param name="name">Its name, or its alias.</param>
/// <param name="parentPath">The parent's <see cref="FullPath"/>; null for the root.</param>
internal sealed class ChartNode(ChartContent content, string name, string? parentPath)
{
    private readonly Lazy<IReadOnlyList<TemplateFile>> templates =
        new(() => TemplateFile.ParseAll(content, parentPath is null ? name : $"{parentPath}/charts/{name}"));

    private readonly Lazy<IReadOnlyList<CrdFile>> crds =
        new(() => [.. content.Crds.Select(file => new CrdFile(
            parentPath is null ? $"{name}/{file.Path}" : $"{parentPath}/charts/{name}/{file.Path}",
            ByteText.FromBytes(file.Content.Span)))]);

    public string Name { get; } = name;

    public ChartContent Content { get; } = content;

    public bool IsRoot { get; } = parentPath is null;

    /// <summary>The names from the root, as templates see them: <c>root/charts/database</c>.</summary>
    public string FullPath { get; } = parentPath is null ? name : $"{parentPath}/charts/{name}";

    /// <summary>The charts in it as they are found, without aliases. Helm looks at values with these before it has
    /// sorted out a chart's dependencies.</summary>
    public required IReadOnlyList<ChartNode> Found { get; init; }

    /// <summary>The charts in it under their aliases, all that may be on.</summary>
    public required IReadOnlyList<ChartNode> Listed { get; init; }

    /// <summary>Whether its dependencies are sorted out: those of charts in one that says nothing of dependencies are
    /// not.</summary>
    public required bool IsSorted { get; init; }

    /// <summary>What it says of the charts in it.</summary>
    public IReadOnlyList<ChartDependency>? Requirements => Content.Metadata.Dependencies;

    /// <summary>Whether values decide what is on, in it or below it.</summary>
    public bool IsSwitched =>
        (IsSorted && Requirements is { } requirements && requirements.Any(requirement => requirement.IsSwitched))
        || Listed.Any(child => child.IsSwitched);

    /// <summary>Its files of templates, parsed once; those of a library are definitions only.</summary>
    public IReadOnlyList<TemplateFile> Templates => templates.Value;

    /// <summary>The files below <c>crds/</c>.</summary>
    public IEnumerable<CrdFile> Crds => crds.Value;

    /// <exception cref="ChartException">A template cannot be parsed.</exception>
    public void CheckTemplates()
    {
        if (Templates.FirstOrDefault(file => file.Fault is not null)?.Fault is { } fault)
        {
            throw TemplateFile.Refused(fault);
        }
    }
}
