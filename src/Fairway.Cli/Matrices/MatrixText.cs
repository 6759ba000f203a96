using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Cli.Displays;

namespace Fairway.Cli.Matrices;

/// <summary>Versions and clusters in tables. Pure.</summary>
internal static class MatrixText
{
    private const int Named = 3;
    private const string NotReady = "!";
    private const string Drifted = "~";

    private const string None = "no cluster has any of it";

    /// <summary>What the marks say.</summary>
    private const string Legend = "! it is not ready at that version; ~ somebody else has changed it";

    /// <summary>A component a line: how many clusters have which version, the most first.</summary>
    /// <param name="pairs">Of any components.</param>
    /// <param name="stable">The stable version of a component; null for none.</param>
    public static Display Summary(IReadOnlyList<MatrixPair> pairs, Func<string, string?> stable) => new(
    [
        .. pairs.GroupBy(pair => pair.Component, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new DisplayRow($"component/{group.Key}", NodeOf([.. group]))
            {
                Cells =
                [
                    group.Key,
                    stable(group.Key) ?? "-",
                    $"{group.Count()}",
                    Some([.. group.Where(pair => !pair.Ready)], Named),
                    Some([.. group.Where(pair => pair.Drift > 0)], Named),
                    Versions([.. group]),
                ],
                Wider =
                [
                    Some([.. group.Where(pair => !pair.Ready)], int.MaxValue),
                    Some([.. group.Where(pair => pair.Drift > 0)], int.MaxValue),
                ],
            }),
    ])
    {
        Headings = ["COMPONENT", "STABLE", "CLUSTERS", "NOT READY", "DRIFTED", "VERSIONS"],
        Wider = ["ALL NOT READY", "ALL DRIFTED"],
        Empty = None,
    };

    /// <summary>A cluster a line, a component a column.</summary>
    /// <param name="components">The columns.</param>
    /// <param name="pairs">Of these components.</param>
    /// <param name="labelOf">A label of a cluster, by its id and the label's key.</param>
    public static Display Table(
        IReadOnlyList<string> components, IReadOnlyList<MatrixPair> pairs, Func<string, string, string> labelOf)
    {
        var found = pairs.ToDictionary(pair => (pair.Cluster, pair.Component));
        return new Display(
        [
            .. pairs.GroupBy(pair => pair.Cluster, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new DisplayRow($"cluster/{group.Key}", NodeOf([.. group]))
                {
                    Cells =
                    [
                        group.Key,
                        labelOf(group.Key, Labels.Stage),
                        .. components.Select(component => Cell(found.GetValueOrDefault((group.Key, component)))),
                    ],
                    Wider = [labelOf(group.Key, Labels.Infrastructure), labelOf(group.Key, Labels.Region)],
                }),
        ])
        {
            Headings = ["CLUSTER", "STAGE", .. components.Select(component => component.ToUpperInvariant())],
            Wider = ["INFRASTRUCTURE", "REGION"],
            Empty = None,
            Note = pairs.Any(pair => !pair.Ready || pair.Drift > 0) ? Legend : null,
        };
    }

    /// <summary>A pair a line, for programs.</summary>
    public static Display Pairs(IReadOnlyList<MatrixPair> pairs) => new(
        [.. pairs.Select(pair => new DisplayRow($"{pair.Cluster}/{pair.Component}", NodeOf(pair)))])
    {
        Headings = [],
    };

    private static JsonArray NodeOf(IReadOnlyList<MatrixPair> pairs) =>
        [.. pairs.Select(pair => (JsonNode)NodeOf(pair))];

    private static JsonObject NodeOf(MatrixPair pair) => new()
    {
        ["component"] = pair.Component,
        ["cluster"] = pair.Cluster,
        ["version"] = pair.Version,
        ["good"] = pair.Good,
        ["ready"] = pair.Ready,
        ["reason"] = pair.Reason,
        ["drift"] = pair.Drift,
    };

    private static string Cell(MatrixPair? pair) => pair is null
        ? "-"
        : pair.Version + (pair.Ready ? "" : NotReady) + (pair.Drift > 0 ? Drifted : "");

    private static string Versions(IReadOnlyList<MatrixPair> pairs) => string.Join(
        ", ",
        pairs.GroupBy(pair => pair.Version, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key} ({group.Count()})"));

    private static string Some(IReadOnlyList<MatrixPair> pairs, int most)
    {
        if (pairs.Count == 0)
        {
            return "-";
        }

        var names = pairs.Select(pair => pair.Cluster).Order(StringComparer.Ordinal).Take(most);
        return string.Join(", ", names) + (pairs.Count > most ? $" and {pairs.Count - most} more" : "");
    }
}
