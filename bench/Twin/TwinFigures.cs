using System.Globalization;
using Fairway.Bench.Loads;

namespace Fairway.Bench.Twin;

/// <summary>
/// What a cluster costs with its controllers and nodes: <c>bench twin [nodes|pods|fleet|writes] [NUMBERS]</c>. Nodes
/// and pods come over HTTPS from another process, and count when a watcher there has seen them Ready.
/// </summary>
internal static class TwinFigures
{
    private const int Clients = 16;

    public static Task RunAsync(string[] arguments)
    {
        var numbers = arguments.Skip(1).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
        return arguments.ElementAtOrDefault(0) switch
        {
            "nodes" => NodesAsync(numbers is [] ? [100, 1_000, 5_000, 10_000] : numbers),
            "pods" => PodsAsync(numbers is [] ? [200, 1_000, 5_000] : numbers),
            "fleet" => FleetFigures.RunAsync(numbers.ElementAtOrDefault(0), numbers.ElementAtOrDefault(1)),
            "writes" => WriteFigures.RunAsync(),
            _ => Task.FromException(
                new ArgumentException("bench twin nodes, pods, fleet or writes", nameof(arguments))),
        };
    }

    private static async Task NodesAsync(int[] sizes)
    {
        foreach (var nodes in sizes.Prepend(1_000))
        {
            await using var cluster = await LiveCluster.StartAsync(0);
            await SayAsync(cluster, "nodes", nodes, "");
        }
    }

    private static async Task PodsAsync(int[] sizes)
    {
        foreach (var nodes in sizes)
        {
            await using var cluster = await LiveCluster.StartAsync(nodes);
            await SayAsync(cluster, "pods", 10_000, $" on {nodes} nodes");
        }
    }

    private static async Task SayAsync(LiveCluster cluster, string resource, int count, string where)
    {
        using var load = LoadProcess.Start();
        var job = new LoadJob("ready", cluster.Target)
        {
            Resource = resource,
            Clients = Clients,
            Each = count / Clients,
        };
        var allocated = GC.GetTotalAllocatedBytes();
        var before = cluster.Revision;
        var result = await load.RunAsync(job);
        var each = (GC.GetTotalAllocatedBytes() - allocated) / 1024.0 / result.Requests;
        var writes = (double)(cluster.Revision - before) / result.Requests;
        Figure.Say(
            $"{result.Requests} {resource}{where}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Ready in {result.Seconds:n2} s; {result.Busy}; each {writes:n1} writes, {each:n0} kB allocated"));
    }
}
