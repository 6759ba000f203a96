using Fairway.Bench.Charts.Comparison;

namespace Fairway.Bench.Charts;

/// <summary>What is measured over many charts at once.</summary>
internal static class ManyCharts
{
    /// <summary><c>chart-fleet [FOLDER]</c> or <c>compare-charts ROOT KEPT [PART]</c>.</summary>
    public static Task RunAsync(string[] arguments) => arguments switch
    {
        ["compare-charts", var root, var kept, .. var part] =>
            ChartComparison.RunAsync(root, kept, string.Concat(part)),
        ["chart-fleet", .. var folder] => RunFleet(folder.FirstOrDefault()),
        _ => Task.FromException(
            new ArgumentException("bench chart-fleet [FOLDER], compare-charts ROOT KEPT [PART]", nameof(arguments))),
    };

    private static Task RunFleet(string? folder)
    {
        ChartFleetFigures.Run(folder);
        return Task.CompletedTask;
    }
}
