using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Planning;
using Fairway.Twin.Behaviour.Revisions;

namespace Fairway.Twin.Behaviour.DaemonSets;

/// <summary>Everything that a decision about a DaemonSet rests on.</summary>
internal sealed record DaemonSetObservation(DaemonSetView Set, DateTimeOffset Now)
{
    /// <summary>All nodes, ordered by name.</summary>
    public ImmutableArray<NodeView> Nodes { get; init; } = [];

    /// <summary>Pods of the namespace that it owns, or that its selector matches.</summary>
    public ImmutableArray<PodView> Pods { get; init; } = [];

    /// <summary>Revisions of the namespace that it owns, or that its selector matches.</summary>
    public ImmutableArray<RevisionView> Revisions { get; init; } = [];
}

/// <summary>What is to be written for a DaemonSet now.</summary>
internal sealed record DaemonSetPlan(ImmutableArray<WorkloadAction> Actions, DaemonSetStatus Status)
{
    /// <summary>When the next pod becomes available by waiting; null for none.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
