using System.Collections.Concurrent;
using Spectre.Console;

namespace Fairway.Cli.Demo;

/// <summary>
/// A bar for each workload, over all clusters: it stays as long for two thousand clusters as for two.
/// </summary>
internal sealed class LiveProgress : IRollProgress
{
    private readonly ConcurrentDictionary<(string Cluster, string Workload), (int Ready, int Desired)> pods = new();
    private readonly Dictionary<string, ProgressTask> bars = new(StringComparer.Ordinal);
    private readonly int clusters;

    private LiveProgress(ProgressContext context, int clusters)
    {
        this.clusters = clusters;
        foreach (var workload in DemoWorkload.All)
        {
            bars[workload.Name] = context.AddTask(Describe(workload), autoStart: true, maxValue: 1);
        }
    }

    /// <summary>Shows the bars while <paramref name="work"/> runs.</summary>
    public static Task<T> ShowAsync<T>(TextWriter error, int clusters, Func<IRollProgress, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return console.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => work(new LiveProgress(context, clusters)));
    }

    /// <inheritdoc/>
    public void Rolling(string cluster, DemoWorkload workload, RollCount count)
    {
        if (count.Desired is { } desired)
        {
            pods[(cluster, workload.Name)] = (count.Ready, desired);
            Draw(workload);
        }
    }

    /// <inheritdoc/>
    public void Ended(RollResult result)
    {
        Draw(result.Workload);
    }

    private static string Describe(DemoWorkload workload) =>
        $"{workload.Label} {DemoWorkload.OldTag} to {DemoWorkload.NewTag}";

    /// <summary>
    /// Clusters whose rollout has not begun count as much as those that have, so that the bar does not run ahead.
    /// </summary>
    private void Draw(DemoWorkload workload)
    {
        var known = pods.Where(entry => entry.Key.Workload == workload.Name).Select(entry => entry.Value).ToList();
        var begun = known.Sum(entry => (double)entry.Desired);
        var all = known.Count == 0 ? 1 : begun * clusters / known.Count;
        var bar = bars[workload.Name];
        bar.MaxValue = Math.Max(1, all);
        bar.Value = Math.Min(bar.MaxValue, known.Sum(entry => entry.Ready));
    }
}
