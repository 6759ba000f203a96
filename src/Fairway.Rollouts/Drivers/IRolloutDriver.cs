using System.Text.Json.Nodes;
using Fairway.Api.Rollouts;
using Fairway.Delivery.Rollouts;
using Fairway.Rollouts.Planning;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Drivers;

/// <summary>What is particular to one kind of workload. Pure: it is shown what was seen, and says what that
/// means.</summary>
internal interface IRolloutDriver
{
    /// <summary>What the kind can hold to, and which fields are the rollout's.</summary>
    RolloutDriverFacts Facts { get; }

    /// <summary>See <see cref="RolloutAction.SetPartition.TakesAway"/>.</summary>
    bool TakesAway => false;

    /// <summary>The partition that a step stands for: how many replicas stay old. A kind without partitions has
    /// <see cref="Brake.On"/> and <see cref="Brake.Off"/> only.</summary>
    int PartitionOf(RolloutStep step, int replicas);

    /// <summary>Whether every replica beyond the partition is at the revision, and ready.</summary>
    bool HasReached(WorkloadSight workload, string? revision, int partition);

    /// <summary>The least partition that replaces nothing that has not been replaced, and takes nothing back.</summary>
    int FrozenAt(WorkloadSight workload, string? revision);

    /// <summary>The partition that the workload's own fields show while it is to be at one: the same, or the nearest
    /// that they can show.</summary>
    int ShownAt(int partition);

    /// <summary>What is to be done beside the workload's own fields, once these are as they are to be, and its
    /// controller has observed them.</summary>
    IEnumerable<RolloutAction> Moves(WorkloadSight workload, RolloutMove move);

    /// <summary>The specification that shows a partition: the rollout's own fields, and no others.</summary>
    /// <param name="shown">See <see cref="ShownAt"/>.</param>
    /// <param name="pace">What the workload's own controller is to keep to where nothing is held.</param>
    JsonObject SpecOf(int shown, RolloutPace pace);
}
