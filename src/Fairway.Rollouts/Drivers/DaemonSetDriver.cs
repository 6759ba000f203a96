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
        var unready = First(
            workload, broken, pod => IsOld(pod, revision) && pod is { IsReady: false, IsNodeReady: true });
        var healthy = Math.Min(beyond - unready.Count, limit - Math.Max(tally.Away, tally.UnderWay + unready.Count));
        var ready = First(workload, healthy, pod => IsOld(pod, revision) && pod.IsReady);
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

    private static bool IsOld(ReplicaSight pod, string revision) => pod.Revision != revision && !pod.IsDeleting;

    /// <summary>The pods of lowest rank, in one pass: there may be ten thousand, of which few are wanted.</summary>
    private static IReadOnlyList<ReplicaSight> First(
        WorkloadSight workload, int count, Func<ReplicaSight, bool> isWanted)
    {
        if (count <= 0)
        {
            return [];
        }

        var chosen = new PriorityQueue<ReplicaSight, (ulong Rank, string Name)>(LastFirst.Instance);
        foreach (var pod in workload.Pods)
        {
            if (isWanted(pod))
            {
                chosen.Enqueue(pod, (pod.Rank, pod.Name));
                if (chosen.Count > count)
                {
                    chosen.Dequeue();
                }
            }
        }

        var found = new ReplicaSight[chosen.Count];
        for (var at = found.Length - 1; at >= 0; at--)
        {
            found[at] = chosen.Dequeue();
        }

        return found;
    }

    private sealed class LastFirst : IComparer<(ulong Rank, string Name)>
    {
        public static LastFirst Instance { get; } = new();

        public int Compare((ulong Rank, string Name) x, (ulong Rank, string Name) y) =>
            x.Rank != y.Rank ? y.Rank.CompareTo(x.Rank) : string.CompareOrdinal(y.Name, x.Name);
    }
}
