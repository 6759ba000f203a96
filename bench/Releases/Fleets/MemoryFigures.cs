using System.Diagnostics;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Kube;
using Fairway.Kube.Caching;

namespace Fairway.Bench.Releases.Fleets;

/// <summary>
/// <c>bench releases memory CLUSTERS</c>: what so many twins, each with a ready node, and then a manager that is at
/// rest over them, keep in memory after a full collection.
/// </summary>
internal static class MemoryFigures
{
    private const double Mebi = 1 << 20;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(int clusters)
    {
        var empty = Heap();
        using var fleet = new ReleaseFleet(clusters, FleetReleaseFigures.LinesOf(null));
        await fleet.PrepareAsync(FleetReleaseFigures.NoWaits);
        var twins = Heap();
        var began = Stopwatch.GetTimestamp();
        fleet.Start();
        await UntilAskedAsync(fleet);
        var asked = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await Task.Delay(Rest);
        var busy = Environment.CpuUsage.TotalTime;
        await Task.Delay(Rest);
        var atRest = (Environment.CpuUsage.TotalTime - busy).TotalMilliseconds / Rest.TotalSeconds;
        var all = Heap();
        Figure.Say(
            $"{clusters} clusters: kept by each",
            $"{(twins - empty) / clusters / 1024.0:N0} kB its twin, "
            + $"{(all - twins) / clusters / 1024.0:N0} kB the manager; "
            + $"{all / Mebi:N0} MB of heap, {Environment.WorkingSet / Mebi:N0} MB resident; all asked in {asked:N1} s; "
            + $"{atRest:N1} ms of processor a second at rest");
        await fleet.StopAsync();
    }

    private static long Heap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(true);
    }

    private static async Task UntilAskedAsync(ReleaseFleet fleet)
    {
        using var end = new CancellationTokenSource();
        var clusters = new ObjectCache<Cluster>(
            fleet.Meta,
            FairwayResources.Of<Cluster>(),
            ApiJson.Default.Cluster,
            KubeEnvironment.Of(TimeProvider.System, 1));
        var running = clusters.RunAsync(end.Token);
        await clusters.WaitUntilAsync(
            () => clusters.HasSynced && clusters.All.All(item => item.Value.Status is not null), end.Token);
        await end.CancelAsync();
        await running;
    }
}
