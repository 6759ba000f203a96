using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Filters;

/// <summary>What a node's own object says about a pod, whatever runs on it.</summary>
internal static class NodeRules
{
    private static readonly Taint Cordon = new("node.kubernetes.io/unschedulable", "", WellKnown.NoSchedule);

    /// <summary>Null where the node does not mind.</summary>
    public static Rejection? Check(PodSpec pod, NodeView node)
    {
        if (node.Unschedulable && !pod.Placement.Tolerations.Any(t => t.Tolerates(Cordon)))
        {
            return Rejection.Unschedulable;
        }

        if (!node.Taints.IsEmpty
            && pod.Placement.FirstUntolerated(node, WellKnown.NoSchedule, WellKnown.NoExecute) is not null)
        {
            return Rejection.Taints;
        }

        return AsksForNodes(pod) && !pod.Placement.Accept(node) ? Rejection.NodeAffinity : null;
    }

    /// <summary>True where node selector or node affinity leave nodes out.</summary>
    public static bool AsksForNodes(PodSpec pod) =>
        pod.Placement.NodeSelector.Count > 0 || pod.Placement.RequiredTerms is not null;

    /// <summary>Null where the node has the ports.</summary>
    public static Rejection? CheckPorts(PodInfo pod, NodeInfo node)
    {
        foreach (var wanted in pod.Needs.Ports)
        {
            foreach (var taken in node.Ports)
            {
                if (wanted.ConflictsWith(taken))
                {
                    return Rejection.Ports;
                }
            }
        }

        return null;
    }
}
