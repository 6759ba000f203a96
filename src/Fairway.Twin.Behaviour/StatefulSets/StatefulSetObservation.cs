using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;

namespace Fairway.Twin.Behaviour.StatefulSets;

/// <summary>Everything that a decision about a StatefulSet rests on.</summary>
internal sealed record StatefulSetObservation(StatefulSetView Set, DateTimeOffset Now)
{
    /// <summary>Pods of the namespace that it owns, or that its selector matches.</summary>
    public ImmutableArray<PodView> Pods { get; init; } = [];

    /// <summary>Revisions of the namespace that it owns, or that its selector matches.</summary>
    public ImmutableArray<RevisionView> Revisions { get; init; } = [];
}

/// <summary>What is to be written for a StatefulSet now.</summary>
internal sealed record StatefulSetPlan(ImmutableArray<WorkloadAction> Actions, StatefulSetStatus Status)
{
    /// <summary>When the next pod becomes available by waiting; null for none.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
