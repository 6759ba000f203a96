using System.Text.Json.Nodes;
using Fairway.Api.Rollouts;
using Fairway.Delivery.Rollouts;
using Fairway.Rollouts.Planning;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Drivers;

/// <summary>
/// StatefulSets: the partition is the first place that is updated. Its controller takes down the highest old place
/// once all above it are available, and makes pods below the partition anew at the revision that they had.
/// </summary>
internal sealed class StatefulSetDriver : IRolloutDriver
{
    private readonly bool isKruise;

    /// <summary>For those of Kubernetes itself.</summary>
    public StatefulSetDriver()
        : this(Native, false)
    {
    }

    private StatefulSetDriver(RolloutDriverFacts facts, bool isKruise)
    {
        Facts = facts;
        this.isKruise = isKruise;
    }

    public RolloutDriverFacts Facts { get; }

    private static RolloutDriverFacts Native { get; } = new(
        "apps/v1",
        "StatefulSet",
        new RolloutGuarantees(HoldsPartition: true, ExactSteps: true, CanPause: true, HoldsAvailability: true),
        ["/spec/updateStrategy"],
        [
            new BrakeMark("/spec/updateStrategy/type", "\"RollingUpdate\""),
            new BrakeMark("/spec/updateStrategy/rollingUpdate/partition", $"{Brake.On}"),
        ]);

    /// <summary>For Advanced StatefulSets, whose places are those of ordinals that are not reserved.</summary>
    public static StatefulSetDriver OfKruise(string version) => new(
        Native with
        {
            ApiVersion = $"{KruiseFields.Group}/{version}",
            OwnedPaths = KruiseFields.Owned(isFlat: false),
            Brake = KruiseFields.Marks(isFlat: false),
        },
        true);

    public int PartitionOf(RolloutStep step, int replicas) => step.Partition.RoundUp(replicas);

    public bool HasReached(WorkloadSight workload, string? revision, int partition)
    {
        var wanted = Math.Max(0, workload.Replicas - partition);
        var done = workload.Pods.Count(pod =>
            pod.Place >= partition && pod.Place < workload.Replicas
            && pod.Revision == revision && pod.IsReady && !pod.IsDeleting);
        return wanted == 0 || (revision is not null && done == wanted && workload.UpdatedReplicas >= wanted);
    }

    public int FrozenAt(WorkloadSight workload, string? revision)
    {
        var places = workload.Pods.Where(pod => pod.Place < workload.Replicas).ToList();
        if (!places.Exists(pod => pod.Revision == revision))
        {
            return Brake.On;
        }

        var lastOld = places.Where(pod => pod.Revision != revision).Max(pod => pod.Place) ?? -1;
        return lastOld + 1 < workload.Replicas ? lastOld + 1 : Brake.On;
    }

    public int ShownAt(int partition) => Math.Max(Brake.Off, partition);

    public IEnumerable<RolloutAction> Moves(WorkloadSight workload, RolloutMove move) =>
        move.IsGoing && move.Revision is { } revision && BlockedBy(workload, revision, move.Partition) is { } pod
            ? [new RolloutAction.DeletePod(
                pod, "it is not ready, is of another revision, and keeps its place from being filled")]
            : [];

    /// <summary>
    /// With OrderedReady the controller makes nothing and replaces nothing while a pod is not ready: a broken pod of
    /// another revision blocks the very change that mends it (kubernetes/kubernetes #67250). It may go where the
    /// partition permits its replacement, or where it would not come back as it is anyway.
    /// </summary>
    private static ReplicaSight? BlockedBy(WorkloadSight workload, string revision, int partition)
    {
        var first = workload.IsOrdered ? FirstUnready(workload) : null;
        var isOurs = first is { IsDeleting: false } && first.Revision != revision;
        return isOurs && (first!.Place >= partition || first.Revision != workload.HeldRevision) ? first : null;
    }

    public JsonObject SpecOf(int shown, RolloutPace pace) => isKruise
        ? KruiseFields.Spec(isFlat: false, shown, pace.MaxUnavailable, surge: null)
        : Partitioned(shown);

    private static JsonObject Partitioned(int shown) => new()
    {
        ["updateStrategy"] = new JsonObject
        {
            ["type"] = "RollingUpdate",
            ["rollingUpdate"] = new JsonObject { ["partition"] = shown },
        },
    };

    /// <summary>The lowest pod that is not ready; null where a lower place is empty, for that is filled
    /// first.</summary>
    private static ReplicaSight? FirstUnready(WorkloadSight workload)
    {
        var place = 0;
        foreach (var pod in workload.Pods.Where(pod => pod.Place >= 0 && pod.Place < workload.Replicas))
        {
            if (pod.Place > place)
            {
                return null;
            }

            if (pod.Place == place && pod is not { IsReady: true, IsDeleting: false })
            {
                return pod;
            }

            place = pod.Place!.Value + 1;
        }

        return null;
    }
}
