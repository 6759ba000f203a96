using System.Globalization;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Demo;

/// <summary>What the demo says at its end.</summary>
internal static class DemoSummary
{
    /// <summary>A row for each rollout, then a sentence.</summary>
    public static string Of(IReadOnlyList<RollResult> results, TimeSpan took)
    {
        IReadOnlyList<string> heading = ["CLUSTER", "WORKLOAD", "IMAGE", "PODS", "TOOK", "RESULT"];
        var rows = results
            .OrderBy(result => result.Cluster, StringComparer.Ordinal)
            .ThenBy(result => result.Workload.Label, StringComparer.Ordinal)
            .Select(Row);
        var done = results.Count(result => result.Failure is null);
        var pods = results.Sum(result => result.Pods);
        return $"{ColumnText.Of([heading, .. rows])}\n{done} of {results.Count} rollouts done in {Seconds(took)}: "
            + $"{pods} pods seen Ready on {DemoWorkload.NewTag}.";
    }

    private static IReadOnlyList<string> Row(RollResult result) =>
    [
        result.Cluster,
        result.Workload.Label,
        $"{DemoWorkload.OldTag} -> {DemoWorkload.NewTag}",
        $"{result.Pods}/{result.Desired?.ToString(CultureInfo.InvariantCulture) ?? "?"}",
        Seconds(result.Took),
        result.Failure ?? "rolled",
    ];

    private static string Seconds(TimeSpan time) =>
        time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) + " s";
}
