using System.Diagnostics;
using System.Globalization;
using Fairway.Twin.Storage;

namespace Fairway.Bench.Storage;

/// <summary>
/// Figures of the store, each at growing sizes, so that the growth is seen and not only the time:
/// <c>bench store [PART|all] [FOLDER]</c>. In the folder the persisted stores are made: their figures are about its
/// disk.
/// </summary>
internal static class StoreFigures
{
    private const int PodSize = 2_000;
    private static readonly CancellationToken None = CancellationToken.None;

    public static async Task RunAsync(string[] arguments)
    {
        var parent = arguments.ElementAtOrDefault(1) ?? Path.GetTempPath();
        var folder = Path.Combine(parent, $"fairway-bench-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        var parts = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
        {
            ["memory"] = CommitsInMemoryAsync,
            ["persisted"] = () => CommitsPersistedAsync(folder),
            ["views"] = ViewsAsync,
            ["history"] = HistoryAsync,
            ["readers"] = FanOutAsync,
            ["heap"] = HeapAsync,
            ["pauses"] = PausesAsync,
        };
        foreach (var (name, part) in parts)
        {
            if (arguments.ElementAtOrDefault(0) is null or "all" || arguments[0] == name)
            {
                await part();
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task CommitsInMemoryAsync()
    {
        foreach (var objects in new[] { 1_000, 10_000, 100_000 })
        {
            foreach (var writers in new[] { 1, 16 })
            {
                await using var store = await PodDrafts.FillAsync(Memory(), objects, PodSize);
                var rate = await ReplaceAsync(store, objects, writers, 200_000 / writers);
                Say($"commits in memory, {objects} objects, {writers} writers", $"{rate.PerSecond:n0}/s");
            }
        }
    }

    private static async Task CommitsPersistedAsync(string folder)
    {
        foreach (var (objects, writers) in new[] { (1_000, 1), (1_000, 16), (10_000, 16), (1_000, 64) })
        {
            var data = Path.Combine(folder, $"{objects}-{writers}");
            await using var store = new ClusterStore(Options(SqliteJournal.In(data)));
            await Task.WhenAll(
                from number in Enumerable.Range(0, objects)
                let draft = PodDrafts.Draft(number, PodSize)
                select store.CommitAsync(new StoreWrite.Create(PodDrafts.Resource, draft), None));
            var rate = await ReplaceAsync(store, objects, writers, 500 + (20_000 / writers / 4));
            Say(
                $"commits persisted, {objects} objects, {writers} writers",
                $"{rate.PerSecond:n0}/s, p50 {rate.Median:n2} ms, p99 {rate.P99:n2} ms, longest {rate.Longest:n1} ms");
        }
    }

    private static async Task ViewsAsync()
    {
        foreach (var objects in new[] { 1_000, 10_000, 100_000 })
        {
            await using var store = await PodDrafts.FillAsync(Memory(), objects, 300);
            var all = Best(() => store.View(PodDrafts.Resource).Sum(static o => o.Json.Length));
            var page = Best(() =>
            {
                var view = store.View(PodDrafts.Resource);
                var sum = 0;
                for (var i = view.Count / 2; i < (view.Count / 2) + 500; i++)
                {
                    sum += view[i].Json.Length;
                }

                return sum;
            });
            var figures = $"{all * 1e3:n3} ms, {all * 1e9 / objects:n0} ns each; page of 500 {page * 1e6:n0} us";
            Say($"view of {objects} objects", figures);
        }
    }

    private static async Task HistoryAsync()
    {
        foreach (var events in new[] { 100, 1_000, 10_000 })
        {
            await using var store = await PodDrafts.FillAsync(Memory(), 10_000, 300);
            var revision = store.Revision;
            await ReplaceAsync(store, 10_000, 1, events);
            var seconds = Best(() => store.ViewAt(PodDrafts.Resource, revision).Count);
            Say($"view of 10000 objects as of {events} events ago", $"{seconds * 1e3:n3} ms");
        }
    }

    private static async Task FanOutAsync()
    {
        foreach (var readers in new[] { 1, 100, 1_000 })
        {
            await using var store = await PodDrafts.FillAsync(Memory(), 100, PodSize);
            using var stop = new CancellationTokenSource();
            var delays = new List<double>();
            var crowd = new Crowd(store, readers, stop.Token);
            for (var i = 0; i < 2_000; i++)
            {
                var there = store.Head(PodDrafts.Resource, PodDrafts.Key(i % 100))!;
                var draft = PodDrafts.Draft(i % 100, PodSize);
                var all = crowd.NextRound();
                var start = Stopwatch.GetTimestamp();
                await store.CommitAsync(new StoreWrite.Replace(PodDrafts.Resource, draft, there.Revision), None);
                await all;
                delays.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            await stop.CancelAsync();
            delays.Sort();
            var figures = $"p50 {At(delays, 0.5):n3} ms, p99 {At(delays, 0.99):n3} ms";
            Say($"one event read by {readers} readers, until the last", figures);
        }
    }

    private static async Task HeapAsync()
    {
        foreach (var objects in new[] { 10_000, 100_000 })
        {
            var before = await HeapOfAsync(0);
            var heap = await HeapOfAsync(objects);
            Say($"heap for each of {objects} pods, beyond the JSON", $"{(heap - before) / objects:n0} B");
        }
    }

    /// <summary>Bytes of the heap beyond the JSON, while a store with so many pods is alive.</summary>
    private static async Task<long> HeapOfAsync(int objects)
    {
        await using var store = new ClusterStore(Options(null) with { EventFloor = 0, EventCeiling = 0 });
        await PodDrafts.FillAsync(store, objects, PodSize);
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        return heap - store.View(PodDrafts.Resource).Sum(static o => (long)o.Json.Length);
    }

    private static async Task PausesAsync()
    {
        foreach (var objects in new[] { 100_000, 1_000_000 })
        {
            await using var store = await PodDrafts.FillAsync(Memory(), objects, 300);
            GC.Collect();
            var longest = TimeSpan.Zero;
            for (var i = 0; i < 20; i++)
            {
                await ReplaceAsync(store, objects, 1, 10_000);
                GC.Collect(2, GCCollectionMode.Default, blocking: false);
                foreach (var kind in new[] { GCKind.Ephemeral, GCKind.Background, GCKind.FullBlocking })
                {
                    foreach (var pause in GC.GetGCMemoryInfo(kind).PauseDurations)
                    {
                        longest = pause > longest && i > 0 && kind != GCKind.FullBlocking ? pause : longest;
                    }
                }
            }

            Say($"longest pause of the collector at {objects} objects", $"{longest.TotalMilliseconds:n1} ms");
        }
    }

    private static async Task<Rate> ReplaceAsync(ClusterStore store, int objects, int writers, int each)
    {
        var start = Stopwatch.GetTimestamp();
        var delays = await Task.WhenAll(
            from writer in Enumerable.Range(0, writers)
            select Task.Run(() => WriteAsync(store, objects, new Random(writer), each)));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var sorted = delays.SelectMany(static d => d).Order().ToList();
        return new Rate(writers * each / seconds, At(sorted, 0.5), At(sorted, 0.99), sorted[^1]);
    }

    private static async Task<List<double>> WriteAsync(ClusterStore store, int objects, Random random, int each)
    {
        var draft = PodDrafts.Draft(0, PodSize);
        var delays = new List<double>(each);
        for (var done = 0; done < each;)
        {
            var key = PodDrafts.Key(random.Next(objects));
            var there = store.Head(PodDrafts.Resource, key)!;
            var start = Stopwatch.GetTimestamp();
            var write = new StoreWrite.Replace(PodDrafts.Resource, draft with { Key = there.Key }, there.Revision);
            var result = await store.CommitAsync(write, None);
            delays.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            done += result.Outcome == CommitOutcome.Committed ? 1 : 0;
        }

        return delays;
    }

    private static double Best(Func<long> measured)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var start = Stopwatch.GetTimestamp();
            measured();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    private static double At(List<double> sorted, double share) => sorted[(int)((sorted.Count - 1) * share)];

    private static ClusterStore Memory() => new(Options(null));

    private static StoreOptions Options(IStoreJournal? journal) =>
        new() { Time = TimeProvider.System, Journal = journal };

    private static void Say(string what, string figure) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-60} {figure}"));

    private sealed record Rate(double PerSecond, double Median, double P99, double Longest);
}
