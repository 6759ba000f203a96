using System.Diagnostics;
using System.Globalization;
using Fairway.Kube;
using Fairway.Kube.Timing;
using Fairway.Twin.Api;
using Fairway.Twin.Behaviour;
using Fairway.Twin.Http;
using Fairway.Twin.Http.Security;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fairway.Bench.Api;

/// <summary>What clusters cost that do nothing, each number of them in a process of its own.</summary>
internal static class IdleFleet
{
    private const double Mebi = 1 << 20;
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Measures growing numbers, with their controllers and without.</summary>
    public static async Task CompareAsync()
    {
        foreach (var what in new[] { "api", "controllers" })
        {
            var one = await MeasureAsync(1, what);
            foreach (var clusters in new[] { 100, 1_000 })
            {
                var all = await MeasureAsync(clusters, what);
                var added = clusters - 1;
                Figure.Say(
                    $"{clusters} idle clusters ({what})",
                    $"{all.Resident:n0} MB, {(all.Resident - one.Resident) / added:n2} MB each; collected "
                        + $"{all.Collected:n0} MB, {(all.Collected - one.Collected) / added:n2} MB each; heap "
                        + $"{(all.Heap - one.Heap) / added:n2} MB each; started in {all.Seconds:n1} s");
            }

            Figure.Say($"1 idle cluster ({what})", $"{one.Resident:n0} MB, collected {one.Collected:n0} MB");
        }
    }

    /// <summary>Starts so many clusters, and tells what they take: the other process.</summary>
    public static async Task RunAsync(int clusters, string what)
    {
        var start = Stopwatch.GetTimestamp();
        using var end = new CancellationTokenSource();
        await using var listener = await FleetListener.StartAsync(
            new FleetListenerOptions { DefaultCluster = "cluster-0" }, None);
        var lives = new List<ClusterBehaviour>();
        for (var i = 0; i < clusters; i++)
        {
            var store = ApiStore.Open(TimeProvider.System);
            var api = new ApiServer(new ApiServerOptions(store, TimeProvider.System, new Random(i)));
            var authority = ClusterAuthority.Create($"cluster-{i}", TimeProvider.System.GetUtcNow());
            listener.Add(new ServedCluster($"cluster-{i}", api.HandleAsync, authority, BearerToken.Create()));
            if (what == "controllers")
            {
                var jitter = new Jitter(new Random(i));
                var kube = new KubeEnvironment(TimeProvider.System, jitter, NullLoggerFactory.Instance);
                var direct = new DirectKubeApi(api, ApiUser.Admin);
                lives.Add(await ClusterBehaviour.StartAsync(direct, new ClusterBehaviourOptions(kube, i), end.Token));
            }
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await Task.Delay(TimeSpan.FromSeconds(3));
        var resident = Environment.WorkingSet / Mebi;
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var heap = GC.GetTotalMemory(forceFullCollection: false) / Mebi;
        var collected = Environment.WorkingSet / Mebi;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{resident} {collected} {heap} {seconds}"));
        GC.KeepAlive(lives);
        await end.CancelAsync();
    }

    private static async Task<Idle> MeasureAsync(int clusters, string what)
    {
        var arguments = new[] { "idle", clusters.ToString(CultureInfo.InvariantCulture), what };
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        await process.WaitForExitAsync();
        var figures = line!.Split(' ').Select(static f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        return new Idle(figures[0], figures[1], figures[2], figures[3]);
    }

    /// <summary>All in MB: resident as started, after a full collection, and the heap then.</summary>
    private sealed record Idle(double Resident, double Collected, double Heap, double Seconds);
}
