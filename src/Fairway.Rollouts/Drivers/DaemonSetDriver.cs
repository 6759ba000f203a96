using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Api.Rollouts;
using Fairway.Delivery.Rollouts;
using Fairway.Rollouts.Planning;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Drivers;

/// <summary>
/// DaemonSets: they know no partition. While they roll, their strategy is OnDelete, and the driver chooses the pods
/// that go; whatever pod is made anew meanwhile is of the new revision.
/// </summary>
internal sealed class DaemonSetDriver : IRolloutDriver
{
    public RolloutDriverFacts Facts { get; } = new(
        "apps/v1",
        "DaemonSet",
        new RolloutGuarantees(HoldsPartition: false, ExactSteps: true, CanPause: true, HoldsAvailability: true),
        ["/spec/updateStrategy"],
        [new BrakeMark("/spec/updateStrategy/type", "\"OnDelete\"")]);

    public int PartitionOf(RolloutStep step, int replicas) => step.Partition.RoundUp(replicas);

    /// <summary>Nodes that are not ready and still have their old pod hold nothing up: their pods are replaced when
    /// they return.</summary>
    public bool HasReached(WorkloadSight workload, string? revision, int partition)
    {
        var tally = DaemonTally.Of(workload, revision);
        var left = tally.Old - tally.OldOnLostNodes;
        return partition >= workload.Replicas
            || (revision is not null && left <= partition && tally.NewReady + tally.Old >= workload.Replicas);
    }

    public int FrozenAt(WorkloadSight workload, string? revision) => Brake.On;

    public int ShownAt(int partition) => partition == Brake.Released ? Brake.Off : Brake.On;

    public IEnumerable<RolloutAction> Moves(WorkloadSight workload, RolloutMove move)
    {
        if (!move.IsGoing || move.Revision is not { } revision)
        {
            return [];
        }

        var tally = DaemonTally.Of(workload, revision);
        var limit = Math.Max(1, (move.Pace.MaxUnavailable ?? IntOrPercent.Count(1)).RoundDown(workload.Replicas));
        var beyond = Math.Max(0, tally.Old - move.Partition);
        var broken = Math.Min(beyond, limit - tally.UnderWay);
        var unready = workload.Pods.First(
            broken, pod => IsOld(pod, revision) && pod is { IsReady: false, IsLost: false });
        var healthy = Math.Min(beyond - unready.Length, limit - Math.Max(tally.Away, tally.UnderWay + unready.Length));
        var ready = workload.Pods.First(healthy, pod => IsOld(pod, revision) && pod.IsReady);
        return
        [
            .. unready.Select(pod => new RolloutAction.EvictPod(pod, "it is of an old revision, and not ready")),
            .. ready.Select(pod => new RolloutAction.EvictPod(pod, "it is of an old revision")),
        ];
    }

    public JsonObject SpecOf(int shown, RolloutPace pace) => new()
    {
        ["updateStrategy"] = shown == Brake.Off
            ? new JsonObject
            {
                ["type"] = "RollingUpdate",
                ["rollingUpdate"] = new JsonObject
                {
                    ["maxUnavailable"] = Amounts.Of(pace.MaxUnavailable ?? IntOrPercent.Count(1)),
                },
            }
            : new JsonObject { ["type"] = "OnDelete" },
    };

    private static bool IsOld(ReplicaTrait pod, string revision) => pod.Revision != revision && !pod.IsDeleting;
}
