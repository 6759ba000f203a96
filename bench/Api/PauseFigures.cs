using Fairway.Bench.Loads;
using Fairway.Twin.Storage;

namespace Fairway.Bench.Api;

/// <summary>The collector's pauses in the process of a persisted cluster under a mixed load.</summary>
internal static class PauseFigures
{
    private const int Pods = 10_000;
    private const int Seconds = 50;

    public static async Task RunAsync(LoadProcess load, IStoreJournal journal)
    {
        await using var cluster = await BenchCluster.StartAsync(journal);
        await cluster.FillAsync("pods", 0, Pods);
        var job = new LoadJob("mixed", cluster.Target) { Resource = "pods", Existing = Pods, Limit = 500 };
        await load.RunAsync(job with { Seconds = 3 });
        await cluster.ClearAsync("pods");
        using var pauses = new PauseListener();
        var (before, gen0, gen2) = (GC.GetTotalAllocatedBytes(), GC.CollectionCount(0), GC.CollectionCount(2));
        var result = await load.RunAsync(job with { Seconds = Seconds });
        var each = (GC.GetTotalAllocatedBytes() - before) / result.Requests;
        var sorted = pauses.Milliseconds.Order().ToList();
        Figure.Say(
            $"collector's pauses in {Seconds} s of mixed load",
            $"longest {sorted[^1]:n1} ms, p99 {Figure.At(sorted, 0.99):n1} ms, p50 {Figure.At(sorted, 0.5):n1} ms");
        Figure.Say("  collections", $"{GC.CollectionCount(0) - gen0}, {GC.CollectionCount(2) - gen2} of them full");
        Figure.Say("  allocated for a request", $"{each / 1e3:n1} kB");
        var (p50, p99, longest) = (result.Milliseconds[0], result.Milliseconds[1], result.Milliseconds[2]);
        Figure.Say(
            "  requests",
            $"{result.PerSecond:n0}/s, p50 {p50:n2} ms, p99 {p99:n2} ms, longest {longest:n1} ms; {result.Busy}");
    }
}
