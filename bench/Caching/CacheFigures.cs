using System.Diagnostics;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Objects;
using Fairway.Kube.Queues;

namespace Fairway.Bench.Caching;

/// <summary>
/// Figures of caches and queues at growing sizes, so that the growth is seen: <c>bench cache</c>. Pods of 2,000
/// bytes, an index by controller.
/// </summary>
internal static class CacheFigures
{
    private const int Changes = 50_000;

    public static async Task RunAsync()
    {
        await CacheAsync(1_000, silent: true);
        foreach (var pods in new[] { 1_000, 10_000, 100_000 })
        {
            await CacheAsync(pods, silent: false);
            Queue(pods);
        }
    }

    private static async Task CacheAsync(int count, bool silent)
    {
        var pods = Enumerable.Range(0, count).Select(number => CannedWatch.Pod(number, number + 1)).ToList();
        var api = new CannedWatch(pods);
        var environment = KubeEnvironment.Of(TimeProvider.System, 1);
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        var cache = new ObjectCache<PodView>(api, KubeResources.Pods, PodViewJson.Default.PodView, environment);
        cache.AddControllerIndex();
        using var end = new CancellationTokenSource();
        var running = cache.RunAsync(end.Token);
        await cache.WaitForSyncAsync(end.Token);
        var read = clock.Elapsed;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        heap = GC.GetTotalMemory(forceFullCollection: true) - heap;
        var change = await ChangeAsync(api, cache, count);
        await end.CancelAsync();
        await running;
        GC.KeepAlive(pods);
        if (!silent)
        {
            Say($"{count} pods read", $"{read.TotalMilliseconds:n0} ms, {allocated / 1024.0 / 1024:n1} MiB allocated");
            Say($"{count} pods held", $"{heap / count:n0} bytes a pod");
            Say($"a change among {count} pods", $"{change.Micros:n1} us, {change.Bytes:n0} bytes allocated");
        }
    }

    private static async Task<(double Micros, double Bytes)> ChangeAsync(
        CannedWatch api, ObjectCache<PodView> cache, int count)
    {
        const int First = 2_000_000;
        var changes = Enumerable.Range(0, Changes).Select(i => CannedWatch.Pod(i * 7919 % count, First + i)).ToList();
        var last = ResourceVersion.Parse($"{First + Changes - 1}");
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        changes.ForEach(api.Change);
        await cache.WaitUntilAsync(() => cache.Reached.IsAtLeast(last), CancellationToken.None);
        var bytes = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return (clock.Elapsed.TotalMicroseconds / Changes, (double)bytes / Changes);
    }

    private static void Queue(int keys)
    {
        using var queue = new WorkQueue(new WorkQueueOptions { Capacity = keys + 1 }, TimeProvider.System);
        var all = Enumerable.Range(0, keys).Select(number => new ObjectKey("ns", $"{number:x8}")).ToList();
        var clock = Stopwatch.StartNew();
        var rounds = Math.Max(1, 200_000 / keys);
        for (var round = 0; round < rounds; round++)
        {
            all.ForEach(key => queue.Add(key));
            all.ForEach(key => queue.Done(queue.TakeAsync(CancellationToken.None).Result!.Value));
        }

        var each = clock.Elapsed.TotalMicroseconds / (rounds * keys);
        Say($"queue of {keys} keys", $"{each:n2} us a key, added, taken, done");
    }

    private static void Say(string what, string figure) => Console.WriteLine($"{what,-40} {figure}");
}
