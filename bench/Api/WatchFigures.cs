using System.Diagnostics;
using Fairway.Bench.Loads;
using Fairway.Kube;

namespace Fairway.Bench.Api;

/// <summary>
/// From the acknowledgement of a write, in this process, to its event in the hands of each watcher, in the other one:
/// both read the machine's one monotonic clock. Every watcher has a connection of its own.
/// </summary>
internal static class WatchFigures
{
    private const string Resource = "configmaps";
    private const int Objects = 100;
    private static readonly CancellationToken None = CancellationToken.None;

    public static async Task RunAsync(LoadProcess load)
    {
        (int Watchers, int Rate)[] loads = [(100, 100), (1, 20), (10, 20), (100, 20), (100, 100)];
        foreach (var (number, (watchers, rate)) in loads.Index())
        {
            await using var cluster = await BenchCluster.StartAsync(null);
            var delays = await DelaysAsync(load, cluster, watchers, rate);

            // The first one warms up.
            if (number > 0)
            {
                var (p50, p99) = (Figure.At(delays.Each, 0.5), Figure.At(delays.Each, 0.99));
                var (last50, last99) = (Figure.At(delays.Last, 0.5), Figure.At(delays.Last, 0.99));
                Figure.Say(
                    $"event of {rate} writes/s to {watchers} watchers",
                    $"p50 {p50:n2} ms, p99 {p99:n2} ms; until the last watcher has it {last50:n2} and {last99:n2} ms; "
                        + $"processor {delays.Busy:n0} us server for each write");
            }
        }
    }

    private static async Task<Delays> DelaysAsync(
        LoadProcess load, BenchCluster cluster, int watchers, int perSecond)
    {
        var job = new LoadJob("watch", cluster.Target) { Resource = Resource, Clients = watchers };
        for (var i = 0; i < Objects; i++)
        {
            await CreateAsync(cluster, LoadObjects.Key(LoadObjects.Fresh, i));
        }

        await load.PrepareAsync(job);
        var before = Environment.CpuUsage.TotalTime;
        var acknowledged = await WriteAsync(cluster, perSecond, seconds: 6);
        var busy = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / acknowledged.Count;
        await CreateAsync(cluster, new ObjectKey(LoadObjects.Fresh, WatchLoad.Last));
        var result = await load.ResultAsync();
        var delays = acknowledged
            .Select(a => result.Received[a.Key].Select(at => Stopwatch.GetElapsedTime(a.Value, at).TotalMilliseconds))
            .Select(static d => d.ToList())
            .ToList();
        return new Delays(
            [.. delays.SelectMany(static d => d).Order()], [.. delays.Select(static d => d.Max()).Order()], busy);
    }

    private static async Task<Dictionary<long, long>> WriteAsync(BenchCluster cluster, int perSecond, int seconds)
    {
        var acknowledged = new Dictionary<long, long>();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1) / perSecond);
        for (var i = 0; i < perSecond * seconds; i++)
        {
            await pace.WaitForNextTickAsync();
            var key = LoadObjects.Key(LoadObjects.Fresh, i % Objects);
            var resource = LoadObjects.Resource(Resource);
            var response = await cluster.Direct.MergePatchAsync(resource, key, LoadObjects.Patch(i), null, None);
            var at = Stopwatch.GetTimestamp();
            acknowledged.Add(WatchLoad.RevisionOf(response.Body.FirstSpan), at);
        }

        return acknowledged;
    }

    private static Task CreateAsync(BenchCluster cluster, ObjectKey key) => cluster.Direct.CreateAsync(
        LoadObjects.Resource(Resource), key.Namespace, LoadObjects.Body(Resource, key, 0), null, None);

    /// <param name="Each">Milliseconds of each delivery, sorted.</param>
    /// <param name="Last">Milliseconds until the last watcher had an event, sorted.</param>
    /// <param name="Busy">Processor time of the server for a write and its deliveries, in microseconds.</param>
    private sealed record Delays(List<double> Each, List<double> Last, double Busy);
}
