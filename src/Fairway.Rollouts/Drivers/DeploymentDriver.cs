using System.Text.Json.Nodes;
using Fairway.Api.Rollouts;
using Fairway.Delivery.Rollouts;
using Fairway.Rollouts.Planning;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Drivers;

/// <summary>
/// Deployments: they know no partition. Paused, nothing is replaced; otherwise they roll to the end, within max
/// unavailable and max surge.
/// </summary>
internal sealed class DeploymentDriver : IRolloutDriver
{
    public RolloutDriverFacts Facts { get; } = new(
        "apps/v1",
        "Deployment",
        new RolloutGuarantees(HoldsPartition: false, ExactSteps: false, CanPause: true, HoldsAvailability: true),
        ["/spec/paused"],
        [new BrakeMark("/spec/paused", "true")]);

    public int PartitionOf(RolloutStep step, int replicas) => step.Partition.Value > 0 ? Brake.On : Brake.Off;

    /// <summary>Before its last step nothing is to be replaced, and so nothing is waited for.</summary>
    public bool HasReached(WorkloadSight workload, string? revision, int partition) =>
        partition > 0
        || (revision is not null
            && workload.UpdatedReplicas >= workload.Replicas
            && workload.Pods.Count(pod => pod.Revision == revision && pod.IsReady && !pod.IsDeleting)
                >= workload.Replicas
            && workload.Pods.All(pod => pod.Revision == revision || pod.IsDeleting));

    public int FrozenAt(WorkloadSight workload, string? revision) => Brake.On;

    public int ShownAt(int partition) => Math.Max(Brake.Off, partition);

    public IEnumerable<RolloutAction> Moves(WorkloadSight workload, RolloutMove move) => [];

    public JsonObject SpecOf(int shown, RolloutPace pace) => new() { ["paused"] = shown > 0 };
}
