using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Fairway.Kube;
using Fairway.Kube.Requests;

namespace Fairway.Bench.Twin;

/// <summary>Many clusters in one process, each with two daemon pods on every node: start, memory, and what they do
/// when there is nothing to do.</summary>
internal static class FleetFigures
{
    private const double Mebi = 1 << 20;
    private static readonly string[] Daemons = ["agent", "proxy"];
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(150);
    private static readonly CancellationToken None = CancellationToken.None;

    public static async Task RunAsync(int clusters, int nodes)
    {
        var start = Stopwatch.GetTimestamp();
        var lives = new LiveCluster[clusters];
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForEachAsync(Enumerable.Range(0, clusters), atOnce, async (number, _) =>
        {
            lives[number] = await LiveCluster.StartAsync(number, nodes);
            await Task.WhenAll(Daemons.Select(name => RunDaemonAsync(lives[number], name, nodes)));
        });
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var busy = Environment.CpuUsage.TotalTime.TotalSeconds;
        var writes = lives.Sum(l => l.Revision) / (2.0 * clusters * nodes);
        Figure.Say(
            $"{clusters} clusters, {nodes} nodes, 2 daemon pods each",
            $"all Ready in {seconds:n1} s, {busy:n1} s of processor; {writes:n2} writes a pod; "
                + $"{GC.GetTotalAllocatedBytes() / Mebi:n0} MB allocated; {Environment.WorkingSet / Mebi:n0} MB");
        await IdleAsync(lives, "  then");

        // Until the events are written and the history that nobody must be given any more is gone.
        await Task.Delay(Settling);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var heap = GC.GetTotalMemory(forceFullCollection: false) / Mebi;
        Figure.Say("  collected", $"{Environment.WorkingSet / Mebi:n0} MB, heap {heap:n0} MB");
        await IdleAsync(lives, "  later");
        GC.KeepAlive(lives);
    }

    private static async Task IdleAsync(LiveCluster[] lives, string when)
    {
        var before = Environment.CpuUsage.TotalTime;
        var writes = lives.Sum(l => l.Revision);
        await Task.Delay(Quiet);
        var busy = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        var written = lives.Sum(l => l.Revision) - writes;
        Figure.Say(
            $"{when}, idle for {Quiet.TotalSeconds:n0} s", $"{busy:n2} s of processor, {written} writes");
    }

    private static async Task RunDaemonAsync(LiveCluster cluster, string name, int nodes)
    {
        var key = new ObjectKey("default", name);
        await cluster.Direct.CreateAsync(KubeResources.DaemonSets, key.Namespace, Body(name), null, None);
        var query = new ListQuery { FieldSelector = $"metadata.name={name}", ResourceVersion = "0" };
        await using var watch = await cluster.Direct.WatchAsync(KubeResources.DaemonSets, query, None);
        while (await watch.ReadAsync(None) is { } frame && Available(frame.Object) < nodes)
        {
        }
    }

    private static int Available(ReadOnlyMemory<byte> daemonSet)
    {
        using var document = JsonDocument.Parse(daemonSet);
        return document.RootElement.TryGetProperty("status", out var status)
            && status.TryGetProperty("numberAvailable", out var available) ? available.GetInt32() : 0;
    }

    private static byte[] Body(string name) => Encoding.UTF8.GetBytes($$"""
        {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"{{name}}"},"spec":{
        "selector":{"matchLabels":{"app":"{{name}}"} },"template":{"metadata":{"labels":{"app":"{{name}}"} },
        "spec":{"containers":[{"name":"{{name}}","image":"registry.example/team/{{name}}:1.2.3",
        "resources":{"requests":{"cpu":"100m","memory":"128Mi"} } }]} } } }
        """);
}
