using Fairway.Cli.Commands;
using Fairway.Cli.Connections;
using Fairway.Cli.Fleets;
using Fairway.Cli.Terminals;
using Fairway.Kube;

namespace Fairway.Cli.Demo;

/// <summary>Plays the story before an audience: says what is about to happen, shows it, and sums it up.</summary>
internal sealed class DemoTelling(Fleet fleet, DemoStory story, Terminal terminal, KubeEnvironment environment)
{
    /// <summary>Returns the exit code: whether the story came true.</summary>
    /// <param name="limit">How long it may take.</param>
    /// <param name="stopped">Cancelled by the user.</param>
    /// <exception cref="OperationCanceledException">The user has stopped it.</exception>
    /// <exception cref="KubeApiException">A cluster refuses.</exception>
    public async Task<int> TellAsync(DemoLimit limit, CancellationToken stopped)
    {
        terminal.Say($"{fleet.TenantIds.Count} clusters at {fleet.Url}: {Stages()}");
        terminal.Say(
            $"steps bake for {DemoObjects.Bake}, {DemoObjects.Silent} of silence after each cluster, more after each "
            + "stage; after testing, clusters begin in office hours only");
        var (fleetBegan, realBegan) = (environment.Time.GetTimestamp(), limit.Real.GetTimestamp());
        var meta = fleet.Inside(ClusterIds.Meta);
        var seen = new List<ActSeen>();
        await limit.RunAsync(
            cancel => new DemoRun(
                new MetaSession(meta, environment, terminal, cancel), new LivePods(fleet), story, seen).PlayAsync(),
            stopped);
        terminal.Out.WriteLine(DemoSummary.Of(story, seen));
        await ExplainAsync(new MetaSession(meta, environment, terminal, stopped), seen);
        var differences = DemoVerdict.Differences(story, seen);
        var took = new DemoTimes(
            environment.Time.GetElapsedTime(fleetBegan), limit.Real.GetElapsedTime(realBegan));
        terminal.Out.WriteLine(DemoSummary.End(seen, differences, took));
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
        fleet.TenantIds.Select(story.StageOf).GroupBy(stage => stage, StringComparer.Ordinal)
            .Select(group => $"{group.Count()} in {group.Key}"));
}
