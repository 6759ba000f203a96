using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Api.Rollouts;
using Fairway.Delivery.Rollouts;
using Fairway.Rollouts.Planning;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Drivers;

/// <summary>
/// Deployments: they know no partition. While they roll they are paused, so that their controller makes no replica set,
/// and of strategy Recreate, so that it shares nothing out between those that there are; the driver makes the replica
/// set of the new template, and moves replicas to it. Replica sets keep their sizes whatever happens to their pods. At
/// the end the controller finds the set that it would have made, and nothing to do.
/// </summary>
internal sealed class DeploymentDriver : IRolloutDriver
{
    /// <summary>The fields that belong to the rollout of a Deployment.</summary>
    internal static IReadOnlyList<string> Owned { get; } = ["/spec/paused", "/spec/strategy"];

    /// <summary>What a Deployment shows while it is braked.</summary>
    internal static IReadOnlyList<BrakeMark> Marks { get; } =
        [new BrakeMark("/spec/paused", "true"), new BrakeMark("/spec/strategy/type", "\"Recreate\"")];

    public RolloutDriverFacts Facts { get; } = new(
        "apps/v1",
        "Deployment",
        new RolloutGuarantees(HoldsPartition: true, ExactSteps: true, CanPause: true, HoldsAvailability: true),
        Owned,
        Marks);

    public bool TakesAway => true;

    public int PartitionOf(RolloutStep step, int replicas) => step.Partition.RoundUp(replicas);

    public bool HasReached(WorkloadSight workload, string? revision, int partition)
    {
        if (partition >= workload.Replicas)
        {
            return true;
        }

        return revision is not null && workload.IsAgreed
            && workload.Sets.Where(set => set.Revision != revision).Sum(set => set.Replicas) <= partition
            && workload.Pods.CountOf(pod => pod.Revision != revision && !pod.IsDeleting) <= partition
            && workload.Pods.CountOf(pod => pod.Revision == revision && pod.IsReady && !pod.IsDeleting)
                >= workload.Replicas - partition
            && (partition > 0 || workload.Sets.All(set => set.Replicas == 0 || set.SizedFor == workload.Replicas));
    }

    public int FrozenAt(WorkloadSight workload, string? revision) => Brake.On;

    public int ShownAt(int partition) => partition == Brake.Released ? Brake.Off : Brake.On;

    public IEnumerable<RolloutAction> Moves(WorkloadSight workload, RolloutMove move) =>
        SetSizes.Of(workload, move).Actions();

    public JsonObject SpecOf(int shown, RolloutPace pace) => new()
    {
        ["paused"] = shown > 0,
        ["strategy"] = shown > 0 ? Recreate() : Rolling(pace),
    };

    /// <summary>The null takes away what a server has put there by itself, which is refused beside this type.</summary>
    internal static JsonObject Recreate() => new() { ["type"] = "Recreate", ["rollingUpdate"] = null };

    private static JsonObject Rolling(RolloutPace pace)
    {
        var limits = new JsonObject();
        if (pace.MaxSurge is { Value: > 0 } surge)
        {
            limits["maxSurge"] = Amounts.Of(surge);
        }

        if (pace.MaxUnavailable is { } unavailable)
        {
            limits["maxUnavailable"] = Amounts.Of(unavailable);
        }

        var rolling = new JsonObject { ["type"] = "RollingUpdate" };
        if (limits.Count > 0)
        {
            rolling["rollingUpdate"] = limits;
        }

        return rolling;
    }
}
