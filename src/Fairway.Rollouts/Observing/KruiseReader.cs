using System.Globalization;
using System.Text.Json;
using Fairway.Api.Meta;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Rollouts.Sights;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>Reads a workload of OpenKruise's kinds by its own status, and its pods. Revisions are told apart by what
/// comes after the last hyphen: some labels carry a whole name, and some only its end.</summary>
internal sealed class KruiseReader(RolloutCaches caches, PodCrowds crowds, TimeProvider time)
{
    /// <summary>Null where there is none, or its kind is not served, or it is being deleted.</summary>
    public WorkloadSight? Read(string kind, ObjectKey key, Rollout rollout)
    {
        if (caches.Kruise.GetValueOrDefault(kind)?.Find(key) is not { Value.Metadata.DeletionTimestamp: null } found)
        {
            return null;
        }

        var (set, status) = (found.Value, found.Value.Status);
        var strategy = set.Spec.UpdateStrategy;
        var pace = strategy?.RollingUpdate ?? strategy;
        var replicas = kind == "DaemonSet"
            ? (status?.DesiredNumberScheduled ?? 0) + (status?.NumberMisscheduled ?? 0)
            : set.Spec.Replicas ?? 1;
        var minReady = set.Spec.MinReadySeconds ?? pace?.MinReadySeconds;
        var (pods, nextReadyAt) = kind == "StatefulSet"
            ? Placed(found, minReady)
            : Crowd(rollout, new PodOrigin(found.Uid, key.Namespace, minReady, HasShortNames: true));
        return new WorkloadSight
        {
            Key = key,
            Uid = found.Uid,
            ResourceVersion = set.Metadata.ResourceVersion,
            Generation = set.Metadata.Generation,
            ObservedGeneration = status?.ObservedGeneration ?? 0,
            Replicas = replicas,
            Template = set.Spec.Template ?? "",
            UpdateRevision = PodOrigin.Short(status?.UpdateRevision ?? status?.DaemonSetHash),
            HeldRevision = PodOrigin.Short(status?.CurrentRevision),
            UpdatedReplicas = status?.UpdatedReplicas ?? status?.UpdatedNumberScheduled ?? 0,
            Partition = Count(pace?.Partition, replicas),
            HonoursPartition = pace?.Paused is not true,
            IsOrdered = kind == "StatefulSet" && set.Spec.PodManagementPolicy != "Parallel",
            Pods = pods,
            NextReadyAt = nextReadyAt,
        };
    }

    private (ReplicaCrowd Pods, DateTimeOffset? NextReadyAt) Crowd(Rollout rollout, PodOrigin origin)
    {
        var crowd = crowds.Of(new ObjectKey(origin.Namespace, rollout.Metadata.Name), origin);
        var pods = crowd.Look(time.GetUtcNow(), rollout.Spec.Change, NodeOrder.ByName);
        return (pods, crowd.NextReadyAt);
    }

    private (ReplicaCrowd Pods, DateTimeOffset? NextReadyAt) Placed(CachedObject<KruiseView> set, int? minReady)
    {
        var reader = new PodReader(minReady, time.GetUtcNow());
        var ordinals = new KruiseOrdinals(set.Key.Name, set.Value.Spec);
        ReplicaCrowd pods =
        [
            .. caches.Pods.ControlledBy(set.Uid).Where(pod => !pod.Value.HasEnded)
                .Select(pod => reader.Read(
                    pod,
                    PodOrigin.Short(pod.Value.Revision),
                    ordinals.PlaceOf(pod.Key.Name)))
                .Where(pod => pod.Place is not null)
                .Select(WithNode)
                .OrderBy(pod => pod.Place),
        ];
        return (pods, reader.NextReadyAt);
    }

    private ReplicaSight WithNode(ReplicaSight pod) => pod.Node is { } node
        ? pod with { IsNodeReady = caches.Nodes.Find(new ObjectKey(null, node))?.Value.IsReady ?? false }
        : pod;

    private static int Count(JsonElement? partition, int replicas) => partition switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var count) => count,
        { ValueKind: JsonValueKind.String } text when IntOrPercent.TryParse(text.GetString()!) is { } share =>
            share.RoundUp(replicas),
        _ => Brake.Off,
    };
}
