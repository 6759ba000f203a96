using System.Globalization;
using Fairway.Kube;
using Fairway.Rollouts.Sights;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>Reads a StatefulSet and its pods. Places count from its first ordinal.</summary>
internal sealed class StatefulSetReader(RolloutCaches caches, TimeProvider time)
{
    /// <summary>Null where there is none, or it is being deleted.</summary>
    public WorkloadSight? Read(ObjectKey key)
    {
        if (caches.StatefulSets.Find(key) is not { Value.Metadata.DeletionTimestamp: null } found)
        {
            return null;
        }

        var set = found.Value;
        var strategy = set.Spec.UpdateStrategy;
        var reader = new PodReader(set.Spec.MinReadySeconds, time.GetUtcNow());
        var start = set.Spec.Ordinals?.Start ?? 0;
        return new WorkloadSight
        {
            Key = key,
            Uid = found.Uid,
            ResourceVersion = set.Metadata.ResourceVersion,
            Generation = set.Metadata.Generation,
            ObservedGeneration = set.Status?.ObservedGeneration ?? 0,
            Replicas = set.Spec.Replicas ?? 1,
            Template = set.Spec.Template ?? "",
            UpdateRevision = Text(set.Status?.UpdateRevision),
            HeldRevision = Text(set.Status?.CurrentRevision),
            UpdatedReplicas = set.Status?.UpdatedReplicas ?? 0,
            Partition = strategy?.RollingUpdate?.Partition ?? 0,
            HonoursPartition = strategy?.Type is null or "RollingUpdate",
            IsOrdered = set.Spec.PodManagementPolicy != "Parallel",
            Pods =
            [
                .. caches.Pods.ControlledBy(found.Uid)
                    .Select(pod => reader.Read(
                        pod,
                        pod.Value.Revision,
                        OrdinalOf(key.Name, pod.Key.Name) - start))
                    .Where(pod => pod.Place is not null)
                    .OrderBy(pod => pod.Place),
            ],
            NextReadyAt = reader.NextReadyAt,
        };
    }

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static int? OrdinalOf(string set, string pod) =>
        pod.Length > set.Length + 1
        && int.TryParse(pod.AsSpan(set.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            ? ordinal
            : null;
}
