using Fairway.Cli.Commands;
using Fairway.Cli.Connections;
using Fairway.Cli.Fleets;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Kube.Http;

namespace Fairway.Cli.Demo;

/// <summary>Plays the story before an audience: says what is about to happen, shows it, and sums it up.</summary>
internal sealed class DemoTelling(Fleet fleet, DemoStory story, Terminal terminal, KubeEnvironment environment)
{
    /// <summary>Returns the exit code: whether the story came true.</summary>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="stopped">Cancelled by the user.</param>
    /// <exception cref="OperationCanceledException">The user has stopped it.</exception>
    /// <exception cref="KubeApiException">A cluster refuses.</exception>
    public async Task<int> TellAsync(TimeSpan timeout, CancellationToken stopped)
    {
        terminal.Say($"{fleet.TenantIds.Count} clusters at {fleet.Url}: {Stages()}");
        terminal.Say(
            $"steps bake, and stages are silent, for {DemoObjects.Moment}; in earnest these are minutes and hours");
        var began = environment.Time.GetTimestamp();
        using var limit = new CancellationTokenSource(timeout, environment.Time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopped);
        using var transport = fleet.Connect(ClusterIds.Meta);
        var meta = new RetryingKubeApi(transport, environment);
        var run = new DemoRun(
            new MetaSession(meta, environment, terminal, deadline.Token), new LivePods(fleet, environment), story);
        try
        {
            await run.PlayAsync();
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stopped.IsCancellationRequested)
        {
            // What is missing is told below.
        }

        terminal.Out.WriteLine(DemoSummary.Of(story, run.Seen));
        await ExplainAsync(new MetaSession(meta, environment, terminal, stopped), run.Seen);
        var differences = DemoVerdict.Differences(story, run.Seen);
        terminal.Out.WriteLine(DemoSummary.End(run.Seen, differences, environment.Time.GetElapsedTime(began)));
        return differences.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    /// <summary>Asks why for the first cluster that failed.</summary>
    private static async Task ExplainAsync(MetaSession session, IReadOnlyList<ActSeen> seen)
    {
        var failed = seen.SelectMany(act => act.Sight.Clusters)
            .FirstOrDefault(item => item.Status?.Failure is not null);
        if (failed is not null)
        {
            var component = failed.Spec.Changes[0].Component;
            session.Terminal.Out.WriteLine($"fairway why {failed.ClusterId} {component}");
            await WhyCommand.ExplainAsync(session, failed.ClusterId, component);
            session.Terminal.Out.WriteLine();
        }
    }

    private string Stages() => string.Join(
        ", ",
        fleet.TenantIds.Select((_, index) => FleetLabels.StageOf(index + 1, fleet.TenantIds.Count))
            .GroupBy(stage => stage, StringComparer.Ordinal).Select(group => $"{group.Count()} in {group.Key}"));
}
