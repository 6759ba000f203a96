using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.StatefulSets;

/// <summary>Everything that a decision about an Advanced StatefulSet rests on.</summary>
internal sealed record AdvancedStatefulSetObservation(AdvancedStatefulSetView Set, DateTimeOffset Now)
{
    /// <summary>Pods of the namespace that it owns, or that its selector matches.</summary>
    public ImmutableArray<PodView> Pods { get; init; } = [];

    /// <summary>Revisions of the namespace that it owns, or that its selector matches.</summary>
    public ImmutableArray<RevisionView> Revisions { get; init; } = [];

    /// <summary>Claims of storage that have the names of those of its pods and of its places.</summary>
    public ImmutableArray<LabelledView> Claims { get; init; } = [];
}

/// <summary>What is to be written for an Advanced StatefulSet now.</summary>
internal sealed record AdvancedStatefulSetPlan(
    ImmutableArray<WorkloadAction> Actions, AdvancedStatefulSetStatus Status)
{
    /// <summary>When waiting alone changes something; null for never.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
