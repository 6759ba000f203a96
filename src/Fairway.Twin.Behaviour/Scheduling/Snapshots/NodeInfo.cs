using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Scheduling.Snapshots;

/// <summary>A node and the pods on it, with what they take together.</summary>
internal sealed class NodeInfo
{
    private NodeInfo(int slot, NodeView node, ImmutableArray<PodInfo> pods)
    {
        Slot = slot;
        Node = node;
        Pods = pods;
    }

    /// <summary>The node's place in the snapshot.</summary>
    public int Slot { get; }

    public NodeView Node { get; }

    public string Name => Node.Meta.Name;

    public ImmutableArray<PodInfo> Pods { get; }

    public ResourceAmounts Used { get; private init; }

    /// <summary>What counts for comparing nodes.</summary>
    public ResourceAmounts Weight { get; private init; }

    /// <summary>Ports of the node that its pods have.</summary>
    public ImmutableArray<HostPort> Ports { get; private init; } = [];

    public static NodeInfo Empty(int slot, NodeView node) => new(slot, node, []);

    public NodeInfo With(NodeView node) => new(Slot, node, Pods) { Used = Used, Weight = Weight, Ports = Ports };

    public NodeInfo With(PodInfo pod) => new(Slot, Node, Pods.Add(pod))
    {
        Used = Used + pod.Requests,
        Weight = Weight + pod.Weight,
        Ports = pod.Needs.Ports.IsEmpty ? Ports : Ports.AddRange(pod.Needs.Ports),
    };

    /// <summary>The node without that very pod.</summary>
    public NodeInfo Without(PodInfo pod) => new(Slot, Node, Pods.Remove(pod))
    {
        Used = Used - pod.Requests,
        Weight = Weight - pod.Weight,
        Ports = pod.Needs.Ports.IsEmpty ? Ports : Ports.RemoveRange(pod.Needs.Ports),
    };
}
