using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>Everything that the next step of a node's kubelet rests on.</summary>
/// <param name="Node">The node.</param>
/// <param name="Machine">What it is made of.</param>
/// <param name="Number">Its number in the cluster, which decides its addresses.</param>
/// <param name="Now">The time of the observation.</param>
internal sealed record KubeletObservation(NodeView Node, NodeProfile Machine, int Number, DateTimeOffset Now)
{
    /// <summary>How the node is to be.</summary>
    public NodeState State { get; init; } = NodeState.Healthy;

    /// <summary>The pods on it that have not ended; asked for only where the node runs out of something.</summary>
    public ImmutableArray<PodView> Pods { get; init; } = [];

    /// <summary>When the node last evicted a pod, and how many since it ran out of what it runs out of.</summary>
    public (DateTimeOffset At, int Count) Evictions { get; init; }

    /// <summary>Whether its Lease is there.</summary>
    public bool HasLease { get; init; }
}
