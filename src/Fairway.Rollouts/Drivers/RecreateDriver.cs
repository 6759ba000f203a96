using System.Text.Json.Nodes;
using Fairway.Api.Rollouts;
using Fairway.Delivery.Rollouts;
using Fairway.Rollouts.Planning;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Drivers;

/// <summary>
/// Deployments whose pods of two revisions must never run at once: paused, nothing is replaced; otherwise their
/// controller ends all old pods and then makes all new ones.
/// </summary>
internal sealed class RecreateDriver : IRolloutDriver
{
    public RolloutDriverFacts Facts { get; } = new(
        "apps/v1",
        "Deployment",
        new RolloutGuarantees(HoldsPartition: false, ExactSteps: false, CanPause: true, HoldsAvailability: false),
        DeploymentDriver.Owned,
        DeploymentDriver.Marks);

    public bool TakesAway => true;

    public int PartitionOf(RolloutStep step, int replicas) => step.Partition.Value > 0 ? Brake.On : Brake.Off;

    /// <summary>Before its last step nothing is to be replaced, and so nothing is waited for.</summary>
    public bool HasReached(WorkloadSight workload, string? revision, int partition) =>
        partition > 0
        || (revision is not null
            && workload.UpdatedReplicas >= workload.Replicas
            && workload.Pods.CountOf(pod => pod.Revision == revision && pod.IsReady && !pod.IsDeleting)
                >= workload.Replicas
            && workload.Pods.All(pod => pod.Revision == revision || pod.IsDeleting));

    public int FrozenAt(WorkloadSight workload, string? revision) => Brake.On;

    public int ShownAt(int partition) => Math.Max(Brake.Off, partition);

    public IEnumerable<RolloutAction> Moves(WorkloadSight workload, RolloutMove move) => [];

    public JsonObject SpecOf(int shown, RolloutPace pace) => new()
    {
        ["paused"] = shown > 0,
        ["strategy"] = DeploymentDriver.Recreate(),
    };
}
