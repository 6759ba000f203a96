using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.CloneSets;

/// <summary>Everything that a decision about a CloneSet rests on.</summary>
internal sealed record CloneSetObservation(CloneSetView Set, DateTimeOffset Now)
{
    /// <summary>Pods that it owns.</summary>
    public ImmutableArray<PodView> Pods { get; init; } = [];

    /// <summary>Revisions of the namespace that it owns, or that its selector matches.</summary>
    public ImmutableArray<RevisionView> Revisions { get; init; } = [];

    /// <summary>Claims of storage that it owns.</summary>
    public ImmutableArray<LabelledView> Claims { get; init; } = [];
}

/// <summary>What is to be written for a CloneSet now.</summary>
internal sealed record CloneSetPlan(ImmutableArray<WorkloadAction> Actions, CloneSetStatus Status)
{
    /// <summary>When waiting alone changes something; null for never.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
