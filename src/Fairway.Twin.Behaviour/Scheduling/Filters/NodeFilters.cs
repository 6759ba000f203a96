using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Filters;

/// <summary>Everything that may keep a pod from a node, in the order in which a real scheduler asks; the first that
/// minds is what it says.</summary>
internal sealed class NodeFilters
{
    private readonly PodInfo pod;
    private readonly VolumeNeeds volumes;
    private readonly SpreadRule[] spread;
    private readonly AffinityRules? affinity;

    private NodeFilters(PodInfo pod, VolumeNeeds volumes, SpreadRule[] spread, AffinityRules? affinity)
    {
        this.pod = pod;
        this.volumes = volumes;
        this.spread = spread;
        this.affinity = affinity;
    }

    /// <summary>True where only the node itself and the pods on it matter.</summary>
    public bool IsLocal => spread.Length == 0 && affinity is null;

    public static NodeFilters Of(PodInfo pod, ClusterSnapshot cluster, VolumeNeeds volumes) => new(
        pod,
        volumes,
        pod.Needs.Spread.IsEmpty ? [] : SpreadRule.Of(pod, cluster),
        AffinityRules.Of(pod, cluster));

    /// <summary>Null where the node takes the pod.</summary>
    public Rejection? Check(NodeInfo node) =>
        NodeRules.Check(pod.View.Spec, node.Node)
        ?? (pod.Needs.Ports.IsEmpty ? null : NodeRules.CheckPorts(pod, node))
        ?? ResourceRules.Check(pod, node)
        ?? (ReferenceEquals(volumes, VolumeNeeds.None) ? null : volumes.Check(node))
        ?? CheckNeighbours(node);

    private Rejection? CheckNeighbours(NodeInfo node)
    {
        foreach (var rule in spread)
        {
            if (rule.Check(node) is { } rejection)
            {
                return rejection;
            }
        }

        return affinity?.Check(node);
    }
}
