using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>Whether a node can take a pod.</summary>
internal static class NodeFilter
{
    public const string AffinityMismatch = "node(s) didn't match Pod's node affinity/selector";
    public const string Unschedulable = "node(s) were unschedulable";

    private static readonly Taint UnschedulableTaint =
        new("node.kubernetes.io/unschedulable", "", WellKnown.NoSchedule);

    /// <summary>The reason why not, as the scheduler words it; null where the node fits.</summary>
    public static string? WhyNot(PodSpec pod, NodeLoad load)
    {
        var node = load.Node;
        if (node.Unschedulable && !pod.Placement.Tolerations.Any(t => t.Tolerates(UnschedulableTaint)))
        {
            return Unschedulable;
        }

        if (pod.Placement.FirstUntolerated(node, WellKnown.NoSchedule, WellKnown.NoExecute) is { } taint)
        {
            return $"node(s) had untolerated taint {taint}";
        }

        return pod.Placement.Accept(node) ? WhyNoRoom(pod.Requests, load.Free) : AffinityMismatch;
    }

    private static string? WhyNoRoom(ResourceAmounts wanted, ResourceAmounts free)
    {
        if (free.Pods < wanted.Pods)
        {
            return "Too many pods";
        }

        if (wanted.MilliCpu > 0 && wanted.MilliCpu > free.MilliCpu)
        {
            return "Insufficient cpu";
        }

        return wanted.MemoryBytes > 0 && wanted.MemoryBytes > free.MemoryBytes ? "Insufficient memory" : null;
    }
}
