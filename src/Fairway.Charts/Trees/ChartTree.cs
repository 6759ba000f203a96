using System.Collections.Concurrent;
using Fairway.Charts.Archives;
using Fairway.Charts.Versions;

namespace Fairway.Charts.Trees;

/// <summary>A chart with all charts that may be in it, under one line's rules. Immutable but for what it
/// remembers.</summary>
internal sealed class ChartTree
{
    private const int MostNodes = 5_000;
    private const int MostRemembered = 64;

    private readonly ConcurrentDictionary<string, ChartSelection> selections = new(StringComparer.Ordinal);

    private ChartTree(ChartNode root, HelmLine line)
    {
        Root = root;
        Line = line;
    }

    public ChartNode Root { get; }

    public HelmLine Line { get; }

    /// <exception cref="ChartException">There are too many charts in it.</exception>
    public static ChartTree Build(ChartContent content, HelmLine line, CancellationToken cancel)
    {
        var root = new Builder(line, cancel).Build(content, content.Metadata.Name, null, isSorted: true);
        return new ChartTree(root, line);
    }

    /// <summary>What was put together for a choice of charts; each choice is put together once, as long as there are
    /// few.</summary>
    public ChartSelection Select(ActiveChart root, Func<ActiveChart, ChartSelection> make)
    {
        var key = root.Signature();
        if (selections.TryGetValue(key, out var known))
        {
            return known;
        }

        var made = make(root);
        if (selections.Count < MostRemembered)
        {
            selections.TryAdd(key, made);
        }

        return made;
    }

    /// <summary>Finds each chart its place.</summary>
    private sealed class Builder(HelmLine line, CancellationToken cancel)
    {
        private int nodes;

        /// <param name="content">The chart.</param>
        /// <param name="name">Its name here.</param>
        /// <param name="parentPath">The parent's path.</param>
        /// <param name="isSorted">Whether its own dependencies are sorted out; else it is as it is found.</param>
        public ChartNode Build(ChartContent content, string name, string? parentPath, bool isSorted)
        {
            cancel.ThrowIfCancellationRequested();
            if (++nodes > MostNodes)
            {
                throw new ChartException(
                    $"the chart has more than {MostNodes} charts in it, counting aliases", MetadataReader.File);
            }

            var path = parentPath is null ? name : $"{parentPath}/charts/{name}";
            var requirements = isSorted ? content.Metadata.Dependencies : null;
            var found = content.Charts
                .Select(chart => Build(chart, chart.Metadata.Name, path, isSorted: false)).ToList();
            return new ChartNode(content, name, parentPath)
            {
                Found = found,
                IsSorted = isSorted,
                Listed = requirements is null ? found : Listed(content, requirements, path),
            };
        }

        /// <summary>Those that no dependency speaks of, then those that are, in their order.</summary>
        private List<ChartNode> Listed(
            ChartContent content, IReadOnlyList<ChartDependency> requirements, string path) =>
            [
                .. content.Charts
                    .Where(chart => !requirements.Any(requirement => Means(requirement, chart)))
                    .Select(chart => Build(chart, chart.Metadata.Name, path, isSorted: true)),
                .. requirements
                    .Select(requirement => (requirement.KnownAs, Chart: content.Charts
                        .FirstOrDefault(chart => Means(requirement, chart))))
                    .Where(pair => pair.Chart is not null)
                    .Select(pair => Build(pair.Chart!, pair.KnownAs, path, isSorted: true)),
            ];

        private bool Means(ChartDependency requirement, ChartContent chart) =>
            requirement.Name == chart.Metadata.Name
            && VersionConstraint.IsMet(requirement.Version, chart.Metadata.Version, line);
    }
}
