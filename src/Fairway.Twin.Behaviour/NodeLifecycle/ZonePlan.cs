using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.NodeLifecycle;

/// <summary>Which nodes of a zone get which taints now.</summary>
internal sealed record ZonePlan
{
    public ImmutableArray<(NodeView Node, ImmutableArray<Taint> Taints)> Changes { get; init; } = [];

    /// <summary>True where one of them begins to lose its pods, which the rate counts.</summary>
    public bool Evicts { get; init; }

    /// <summary>When the next node may be tainted; null where none waits.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
