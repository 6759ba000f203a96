using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;

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

    /// <summary>Until when failed pods stay, by node: those that fail again and again are replaced ever
    /// later.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Held { get; init; } =
        ImmutableDictionary<string, DateTimeOffset>.Empty;
}

/// <summary>What is to be written for a DaemonSet now.</summary>
internal sealed record DaemonSetPlan(ImmutableArray<WorkloadAction> Actions, DaemonSetStatus Status)
{
    /// <summary>When the next pod becomes available, or a failed one may be replaced, by waiting; null for
    /// none.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>The nodes whose failed pods are deleted.</summary>
    public ImmutableArray<string> FailedOn { get; init; } = [];
}
