using Fairway.Cli.Terminals;

namespace Fairway.Cli.Matrices;

/// <summary>Versions and clusters in tables. Pure.</summary>
internal static class MatrixText
{
    private const int Named = 3;
    private const string NotReady = "!";
    private const string Drifted = "~";

    /// <summary>What the marks say.</summary>
    public const string Legend = "! it is not ready at that version; ~ somebody else has changed it";

    /// <summary>A component a line: how many clusters have which version, the most first.</summary>
    /// <param name="pairs">Of any components.</param>
    /// <param name="stable">The stable version of a component; null for none.</param>
    public static string Summary(IReadOnlyList<MatrixPair> pairs, Func<string, string?> stable) => ColumnText.Of(
    [
        ["COMPONENT", "STABLE", "CLUSTERS", "NOT READY", "DRIFTED", "VERSIONS"],
        .. pairs.GroupBy(pair => pair.Component, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new[]
            {
                group.Key,
                stable(group.Key) ?? "-",
                $"{group.Count()}",
                Some([.. group.Where(pair => !pair.Ready)]),
                Some([.. group.Where(pair => pair.Drift > 0)]),
                Versions([.. group]),
            }),
    ]);

    /// <summary>A cluster a line, a component a column.</summary>
    /// <param name="components">The columns.</param>
    /// <param name="pairs">Of these components.</param>
    /// <param name="stageOf">The stage of a cluster.</param>
    public static string Table(
        IReadOnlyList<string> components, IReadOnlyList<MatrixPair> pairs, Func<string, string> stageOf)
    {
        var found = pairs.ToDictionary(pair => (pair.Cluster, pair.Component));
        return ColumnText.Of(
        [
            ["CLUSTER", "STAGE", .. components.Select(component => component.ToUpperInvariant())],
            .. pairs.Select(pair => pair.Cluster).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(cluster => (IReadOnlyList<string>)
                [
                    cluster,
                    stageOf(cluster),
                    .. components.Select(component => Cell(found.GetValueOrDefault((cluster, component)))),
                ]),
        ]);
    }

    private static string Cell(MatrixPair? pair) => pair is null
        ? "-"
        : pair.Version + (pair.Ready ? "" : NotReady) + (pair.Drift > 0 ? Drifted : "");

    private static string Versions(IReadOnlyList<MatrixPair> pairs) => string.Join(
        ", ",
        pairs.GroupBy(pair => pair.Version, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} ({group.Count()})"));

    private static string Some(IReadOnlyList<MatrixPair> pairs)
    {
        if (pairs.Count == 0)
        {
            return "-";
        }

        var names = pairs.Select(pair => pair.Cluster).Order(StringComparer.Ordinal).Take(Named);
        return string.Join(", ", names) + (pairs.Count > Named ? $" and {pairs.Count - Named} more" : "");
    }
}
