using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Api.Rollouts;
using Fairway.Delivery.Rollouts;
using Fairway.Rollouts.Planning;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Drivers;

/// <summary>
/// CloneSets and Advanced DaemonSets: they know a partition themselves, the number of pods that stay old. Their
/// controller chooses the pods, ours or OpenKruise's own.
/// </summary>
/// <param name="kind">The kind.</param>
/// <param name="version">The version of its group.</param>
/// <param name="isFlat">True where the pace stands in the strategy itself: CloneSets of v1alpha1.</param>
internal sealed class KruiseDriver(string kind, string version, bool isFlat) : IRolloutDriver
{
    public RolloutDriverFacts Facts { get; } = new(
        $"{KruiseFields.Group}/{version}",
        kind,
        new RolloutGuarantees(kind == "CloneSet", ExactSteps: true, CanPause: true, HoldsAvailability: true),
        KruiseFields.Owned(isFlat),
        KruiseFields.Marks(isFlat));

    public int PartitionOf(RolloutStep step, int replicas) => step.Partition.RoundUp(replicas);

    public bool HasReached(WorkloadSight workload, string? revision, int partition)
    {
        var tally = DaemonTally.Of(workload, revision);
        var left = kind == "DaemonSet" ? tally.Old - tally.OldOnLostNodes : tally.Old;
        return partition >= workload.Replicas
            || (revision is not null && workload.UpdateRevision == revision && left <= partition
                && tally.NewReady + tally.Old >= workload.Replicas
                && workload.UpdatedReplicas >= workload.Replicas - tally.Old);
    }

    /// <summary>So many as are old: with more, a new pod that is lost would come back old.</summary>
    public int FrozenAt(WorkloadSight workload, string? revision)
    {
        var tally = DaemonTally.Of(workload, revision);
        return tally.Old < workload.Replicas && revision is not null ? tally.Old : Brake.On;
    }

    public int ShownAt(int partition) => Math.Max(Brake.Off, partition);

    public IEnumerable<RolloutAction> Moves(WorkloadSight workload, RolloutMove move) => [];

    public JsonObject SpecOf(int shown, RolloutPace pace)
    {
        var surge = pace.MaxSurge is { Value: > 0 } some ? some : (IntOrPercent?)null;
        var unavailable = pace.MaxUnavailable ?? IntOrPercent.Count(1);
        // A DaemonSet takes either; a CloneSet both.
        return KruiseFields.Spec(
            isFlat,
            shown,
            kind == "DaemonSet" && surge is not null ? IntOrPercent.Count(0) : unavailable,
            surge);
    }
}
