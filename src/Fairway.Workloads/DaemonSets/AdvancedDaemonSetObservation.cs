using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;

namespace Fairway.Workloads.DaemonSets;

/// <summary>Everything that a decision about an Advanced DaemonSet rests on.</summary>
internal sealed record AdvancedDaemonSetObservation(AdvancedDaemonSetView Set, DateTimeOffset Now)
{
    /// <summary>All nodes, ordered by name.</summary>
    public ImmutableArray<NodeView> Nodes { get; init; } = [];

    /// <summary>Pods of the namespace that it owns, or that its selector matches.</summary>
    public ImmutableArray<PodView> Pods { get; init; } = [];

    /// <summary>Revisions of the namespace that it owns, or that its selector matches.</summary>
    public ImmutableArray<RevisionView> Revisions { get; init; } = [];

    /// <summary>Until when failed pods stay, by node.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Held { get; init; } =
        ImmutableDictionary<string, DateTimeOffset>.Empty;
}

/// <summary>What is to be written for an Advanced DaemonSet now.</summary>
internal sealed record AdvancedDaemonSetPlan(
    ImmutableArray<WorkloadAction> Actions, AdvancedDaemonSetStatus Status)
{
    /// <summary>When waiting alone changes something; null for never.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>The nodes whose failed pods are deleted.</summary>
    public ImmutableArray<string> FailedOn { get; init; } = [];
}
