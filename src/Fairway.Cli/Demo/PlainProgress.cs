using System.Globalization;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Demo;

/// <summary>One line for each rollout that has ended: for pipes, logs and dumb terminals.</summary>
internal sealed class PlainProgress(Terminal terminal) : IRollProgress
{
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public void Rolling(string cluster, DemoWorkload workload, RollCount count)
    {
    }

    /// <inheritdoc/>
    public void Ended(RollResult result)
    {
        var took = result.Took.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        lock (gate)
        {
            terminal.Say(result.Failure is null
                ? $"{result.Cluster}: {result.Workload.Label} rolled to {DemoWorkload.NewTag} in {took} s"
                : $"{result.Cluster}: {result.Workload.Label} not rolled: {result.Failure}");
        }
    }
}
