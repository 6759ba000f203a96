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
        var root = new Builder(line, cancel).Build(
            content, content.Metadata.Name, new Place(null, content.Metadata.Name), isSorted: true);
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

    /// <summary>Where a chart stands.</summary>
    /// <param name="ParentPath">The parent's path; null for the root.</param>
    /// <param name="Origin">The path by the charts' own names, without aliases.</param>
    /// <param name="IsCopy">A dependency speaks of it: Helm works on a copy of it, of another name.</param>
    /// <param name="Shared">Helm 3: the path under which charts in it stand that no dependency speaks of, if several
    /// aliases share them.</param>
    private sealed record Place(string? ParentPath, string Origin, bool IsCopy = false, string? Shared = null)
    {
        public string Path(string name) => ParentPath is null ? name : $"{ParentPath}/charts/{name}";

        /// <summary>Charts in a copy, or in the charts in it, keep the names of what was copied: which of them, the
        /// lines differ in.</summary>
        public string OfFound(string name, HelmLine line) =>
            IsCopy == (line == HelmLine.Three) ? Origin : Path(name);
    }

    /// <summary>Finds each chart its place.</summary>
    private sealed class Builder(HelmLine line, CancellationToken cancel)
    {
        private int nodes;

        /// <param name="content">The chart.</param>
        /// <param name="name">Its name here.</param>
        /// <param name="place">Where it stands.</param>
        /// <param name="isSorted">Whether its own dependencies are sorted out; else it is as it is found.</param>
        public ChartNode Build(ChartContent content, string name, Place place, bool isSorted)
        {
            cancel.ThrowIfCancellationRequested();
            if (++nodes > MostNodes)
            {
                throw new ChartException(
                    $"the chart has more than {MostNodes} charts in it, counting aliases", MetadataReader.File);
            }

            var found = content.Charts.Select(chart => Build(
                chart, chart.Metadata.Name, Below(place, place.OfFound(name, line), chart), isSorted: false)).ToList();
            return new ChartNode(content, name, place.ParentPath)
            {
                Found = found,
                IsSorted = isSorted,
                Listed = isSorted && content.Metadata.Dependencies is { } requirements
                    ? Listed(content, requirements, name, place)
                    : found,
            };
        }

        private static Place Below(Place place, string path, ChartContent chart) =>
            new(path, $"{place.Origin}/charts/{chart.Metadata.Name}");

        /// <summary>Those that no dependency speaks of, then those that are, in their order.</summary>
        private List<ChartNode> Listed(
            ChartContent content, IReadOnlyList<ChartDependency> requirements, string name, Place place)
        {
            var path = place.Path(name);
            var meant = requirements
                .Select(requirement => (requirement.KnownAs, Chart: content.Charts
                    .FirstOrDefault(chart => Means(requirement, chart))))
                .Where(pair => pair.Chart is not null).ToList();
            return
            [
                .. content.Charts
                    .Where(chart => !requirements.Any(requirement => Means(requirement, chart)))
                    .Select(chart => Build(
                        chart, chart.Metadata.Name, Below(place, place.Shared ?? path, chart), isSorted: true)),
                .. meant.Select(pair => Build(pair.Chart!, pair.KnownAs, Below(place, path, pair.Chart!) with
                {
                    IsCopy = true,
                    Shared = line == HelmLine.Three
                        ? $"{path}/charts/{meant.Last(other => other.Chart == pair.Chart).KnownAs}"
                        : null,
                }, isSorted: true)),
            ];
        }

        private bool Means(ChartDependency requirement, ChartContent chart) =>
            requirement.Name == chart.Metadata.Name
            && VersionConstraint.IsMet(requirement.Version, chart.Metadata.Version, line);
    }
}
