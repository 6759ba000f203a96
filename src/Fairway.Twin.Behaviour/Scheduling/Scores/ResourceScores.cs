using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Scores;

/// <summary>Room: the emptier node, and the one whose CPU and memory are used alike, is the better.</summary>
internal static class ResourceScores
{
    /// <summary>Adds both to the totals, with weight 1 each.</summary>
    public static void Add(long[] totals, PodInfo pod, IReadOnlyList<NodeInfo> nodes)
    {
        var asks = pod.Requests.MilliCpu > 0 || pod.Requests.MemoryBytes > 0;
        for (var i = 0; i < totals.Length; i++)
        {
            totals[i] += LeastAllocated(pod, nodes[i]) + (asks ? Balanced(pod, nodes[i]) : 0);
        }
    }

    /// <summary>The free share after the pod, over CPU and memory.</summary>
    public static long LeastAllocated(PodInfo pod, NodeInfo node)
    {
        var all = node.Node.Allocatable;
        var cpu = Free(node.Weight.MilliCpu + pod.Weight.MilliCpu, all.MilliCpu);
        var memory = Free(node.Weight.MemoryBytes + pod.Weight.MemoryBytes, all.MemoryBytes);
        var parts = (all.MilliCpu == 0 ? 0 : 1) + (all.MemoryBytes == 0 ? 0 : 1);
        return parts == 0 ? 0 : (cpu + memory) / parts;
    }

    /// <summary>50 for a pod that leaves the node as balanced as it was, more where it balances it, less where it
    /// does not.</summary>
    public static long Balanced(PodInfo pod, NodeInfo node)
    {
        var all = node.Node.Allocatable;
        var (used, wanted) = (node.Used, pod.Requests);
        var with = Balance(
            Share(used.MilliCpu + wanted.MilliCpu, all.MilliCpu),
            Share(used.MemoryBytes + wanted.MemoryBytes, all.MemoryBytes));
        var without = Balance(Share(used.MilliCpu, all.MilliCpu), Share(used.MemoryBytes, all.MemoryBytes));
        return (NodeScores.Most / 2) + (((NodeScores.Most / 2) + with - without) / 2);
    }

    private static long Free(long used, long all) =>
        all == 0 || used > all ? 0 : (all - used) * NodeScores.Most / all;

    private static double? Share(long used, long all) => all == 0 ? null : Math.Min(1, (double)used / all);

    private static long Balance(double? cpu, double? memory)
    {
        var deviation = cpu is { } left && memory is { } right ? Math.Abs((left - right) / 2) : 0;
        return (long)((1 - deviation) * NodeScores.Most);
    }
}
