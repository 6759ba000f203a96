using Fairway.Bench.Loads;
using Fairway.Twin.Storage;

namespace Fairway.Bench.Api;

/// <summary>
/// Figures of a cluster's API over HTTPS, the load made by another process: <c>bench api [PART|all] [FOLDER]</c>. In
/// the folder the persisted store is made: its figures are about that disk.
/// </summary>
internal static class ApiFigures
{
    private const int Rounds = 3;
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    public static async Task RunAsync(string[] arguments)
    {
        var parent = arguments.ElementAtOrDefault(1) ?? Path.GetTempPath();
        var folder = Path.Combine(parent, $"fairway-bench-{Environment.ProcessId}");
        var parts = new (string Name, Func<LoadProcess, Task> Run)[]
        {
            ("memory", load => RatesAsync(load, "in memory", static () => null)),
            ("persisted", load => RatesAsync(load, "persisted", () => Journal(folder))),
            ("list", ListsAsync),
            ("watch", WatchFigures.RunAsync),
            ("idle", static _ => IdleFleet.CompareAsync()),
            ("admission", static _ => AdmissionFigures.RunAsync()),
            ("pauses", load => PauseFigures.RunAsync(load, Journal(folder))),
        };
        try
        {
            var asked = arguments.ElementAtOrDefault(0) ?? "all";
            foreach (var (_, run) in parts.Where(part => asked == "all" || asked == part.Name))
            {
                using var load = LoadProcess.Start();
                await run(load);
            }
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task RatesAsync(LoadProcess load, string where, Func<IStoreJournal?> journal)
    {
        foreach (var resource in new[] { "configmaps", "pods" })
        {
            await using var cluster = await BenchCluster.StartAsync(journal());
            var job = new LoadJob("create", cluster.Target) { Resource = resource };
            await cluster.FillAsync(resource, 0, 1_000);
            await WarmUpAsync(load, cluster, job with { Existing = 1_000 });
            await RatesAtAsync(load, cluster, job with { Existing = 1_000 }, where);
            await cluster.FillAsync(resource, 1_000, 10_000);
            await RatesAtAsync(load, cluster, job with { Existing = 10_000 }, where);
            await RatesAtAsync(load, cluster, job with { Existing = 10_000, Http2 = false }, where);
        }
    }

    /// <summary>Until the code is compiled as it will be.</summary>
    private static async Task WarmUpAsync(LoadProcess load, BenchCluster cluster, LoadJob job)
    {
        foreach (var kind in new[] { "create", "patch", "get", "create", "patch", "create" })
        {
            await load.RunAsync(job with { Kind = kind });
            await cluster.ClearAsync(job.Resource);
        }
    }

    private static async Task RatesAtAsync(LoadProcess load, BenchCluster cluster, LoadJob job, string where)
    {
        foreach (var kind in new[] { "create", "patch", "get" })
        {
            var results = new List<LoadResult>();
            for (var i = 0; i < Rounds; i++)
            {
                results.Add(await load.RunAsync(job with { Kind = kind }));
                await cluster.ClearAsync(job.Resource);
            }

            var median = results.OrderBy(static r => r.PerSecond).ElementAt(Rounds / 2);
            var what = $"{kind} {job.Resource}, {where}, {job.Existing} there, HTTP/{(job.Http2 ? "2" : "1.1")}";
            var (p50, p99) = (median.Milliseconds[0], median.Milliseconds[1]);
            Figure.Say(what, $"{median.PerSecond,7:n0}/s, p50 {p50:n2} ms, p99 {p99:n2} ms; {median.Busy}");
        }
    }

    private static async Task ListsAsync(LoadProcess load)
    {
        await using var cluster = await BenchCluster.StartAsync(null);
        var present = 0;
        foreach (var pods in new[] { 1_000, 10_000 })
        {
            await cluster.FillAsync("pods", present, pods);
            present = pods;
            var job = new LoadJob("list", cluster.Target) { Resource = "pods", Clients = 1, Each = 11 };
            await ListAsync(load, job, $"list of {pods} pods");
            await ListAsync(load, job with { Http2 = false }, $"list of {pods} pods, HTTP/1.1");
            await ListAsync(load, job with { Accept = Table }, $"list of {pods} pods as a Table");
            await ListAsync(load, job with { Limit = 500 }, $"first 500 of {pods} pods");
            await ListAsync(load, job with { Limit = 500, Accept = Table }, $"first 500 of {pods} pods as a Table");
        }
    }

    private static async Task ListAsync(LoadProcess load, LoadJob job, string what)
    {
        await load.RunAsync(job);
        var result = await load.RunAsync(job);
        var (median, longest) = (result.Milliseconds[0], result.Milliseconds[2]);
        Figure.Say(what, $"{median:n1} ms, longest {longest:n1} ms, {result.Bytes / 1e6:n2} MB; {result.Busy}");
    }

    private static SqliteJournal Journal(string folder) =>
        SqliteJournal.In(Path.Combine(folder, Guid.NewGuid().ToString("n")));
}
