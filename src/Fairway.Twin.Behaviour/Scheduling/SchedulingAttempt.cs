using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Budgets;
using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>Everything that a decision about one pod rests on.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Cluster">The nodes and what is on them; <see cref="ClusterSnapshot.Order"/> is there.</param>
internal sealed record SchedulingAttempt(PodInfo Pod, ClusterSnapshot Cluster)
{
    /// <summary>Where in the order of nodes the search begins.</summary>
    public int Start { get; init; }

    /// <summary>A number drawn for this attempt: it decides between equals.</summary>
    public uint Draw { get; init; }

    /// <summary>The pods of its workload and its Services; null for none.</summary>
    public LabelSelector? Siblings { get; init; }

    public VolumeNeeds Volumes { get; init; } = VolumeNeeds.None;

    /// <summary>Every disruption budget.</summary>
    public ImmutableArray<BudgetView> Budgets { get; init; } = [];
}
