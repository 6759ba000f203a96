using System.Diagnostics;
using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Kube;
using Fairway.Kube.Caching;

namespace Fairway.Bench.Releases.Fleets;

/// <summary>
/// <c>bench releases restart CLUSTERS COMPONENTS [far]</c>: a manager starts over a fleet that has all of it already;
/// while none ran, somebody has changed an object of the last component in every cluster. How long until every cluster
/// is worked on, until all those changes are told, and until every pair was compared.
/// </summary>
internal static class RestartFigures
{
    private const double Mebi = 1 << 20;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(150);

    public static async Task RunAsync(int clusters, int components, string? far)
    {
        using var fleet = new ReleaseFleet(clusters, FleetReleaseFigures.LinesOf(far));
        await fleet.PrepareAsync(FleetReleaseFigures.NoWaits);
        var brought = new BroughtFleet(fleet, fleet.NewCharts());
        var began = Stopwatch.GetTimestamp();
        await brought.BringAsync(components);
        var last = SmallChart.Make(components - 1).Name;
        await brought.DriftAsync(last);
        GC.Collect();
        Figure.Say(
            $"{clusters} clusters, {components} components each",
            $"made in {Stopwatch.GetElapsedTime(began).TotalSeconds:N0} s, {Environment.WorkingSet / Mebi:N0} MB");
        using var told = new Told(fleet, last);
        await told.ListenAsync();
        await StartAsync(fleet, told, clusters * components);
        await fleet.StopAsync();
    }

    private static async Task StartAsync(ReleaseFleet fleet, Told told, int pairs)
    {
        fleet.ToMeta.Forget();
        fleet.ToTenants.Forget();
        var (began, busy) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        fleet.Start();
        await Task.WhenAny(told.All, Task.Delay(Longest));
        var all = told.All.IsCompleted ? $"{Stopwatch.GetElapsedTime(began).TotalSeconds:N1} s" : "not within the time";
        while (Stopwatch.GetElapsedTime(fleet.ToTenants.LastCall) < Quiet
            && Stopwatch.GetElapsedTime(began) < Longest)
        {
            await Task.Delay(100);
        }

        var quiet = Stopwatch.GetElapsedTime(began, fleet.ToTenants.LastCall).TotalSeconds;
        var spent = (Environment.CpuUsage.TotalTime - busy).TotalMilliseconds;
        var asked = Stopwatch.GetElapsedTime(began, told.LastCluster).TotalSeconds;
        var first = Stopwatch.GetElapsedTime(began, told.First).TotalSeconds;
        Figure.Say(
            "  the manager starts",
            $"every cluster asked in {asked:N1} s; the first change told in {first:N1} s, the last: {all}; "
            + $"every pair compared in {quiet:N1} s, {spent / pairs:N2} ms of processor a pair; "
            + $"{fleet.ToTenants.Reads / (double)pairs:N1} reads of tenants, {fleet.ToMeta.Writes} writes; "
            + $"{Environment.WorkingSet / Mebi:N0} MB");
    }

    /// <summary>Sees what the manager tells.</summary>
    private sealed class Told(ReleaseFleet fleet, string component) : IDisposable
    {
        private readonly KubeEnvironment environment = KubeEnvironment.Of(TimeProvider.System, 1);
        private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource end = new();
        private int drifted;
        private int asked;

        public Task All => all.Task;

        public long First { get; private set; }

        public long LastCluster { get; private set; }

        public async Task ListenAsync()
        {
            var items = new ObjectCache<ClusterComponent>(
                fleet.Meta, FairwayResources.Of<ClusterComponent>(), ApiJson.Default.ClusterComponent, environment);
            var clusters = new ObjectCache<Cluster>(
                fleet.Meta, FairwayResources.Of<Cluster>(), ApiJson.Default.Cluster, environment);
            items.Subscribe(See);
            clusters.Subscribe(See);
            _ = items.RunAsync(end.Token);
            _ = clusters.RunAsync(end.Token);
            await items.WaitForSyncAsync(CancellationToken.None);
            await clusters.WaitForSyncAsync(CancellationToken.None);
        }

        public void Dispose()
        {
            end.Cancel();
            end.Dispose();
        }

        private void See(CacheChange<Cluster> change)
        {
            if (change.Old?.Value.Status is null && change.New?.Value.Status is not null && ++asked == fleet.Clusters)
            {
                LastCluster = Stopwatch.GetTimestamp();
            }
        }

        private void See(CacheChange<ClusterComponent> change)
        {
            var (before, now) = (change.Old?.Value.Status?.Drift, change.New?.Value.Status?.Drift);
            if (change.Key.Name == component && now > 0 && before is not > 0)
            {
                First = drifted++ == 0 ? Stopwatch.GetTimestamp() : First;
                if (drifted == fleet.Clusters)
                {
                    all.TrySetResult();
                }
            }
        }
    }
}
