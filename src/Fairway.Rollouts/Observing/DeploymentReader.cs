using System.Collections.Immutable;
using System.Globalization;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Rollouts.Sights;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>Reads a Deployment with its replica sets and their pods. A revision is the hash that names a replica
/// set.</summary>
internal sealed class DeploymentReader(RolloutCaches caches, TimeProvider time)
{
    /// <summary>Null where there is none, or it is being deleted.</summary>
    public WorkloadSight? Read(ObjectKey key, RolloutSpec spec)
    {
        if (caches.Deployments.Find(key) is not { Value.Metadata.DeletionTimestamp: null } found)
        {
            return null;
        }

        var deployment = found.Value;
        var reader = new PodReader(deployment.Spec.MinReadySeconds, time.GetUtcNow());
        var sets = caches.ReplicaSets.ControlledBy(found.Uid).Where(set => set.Value.Metadata.DeletionTimestamp is null)
            .OrderBy(set => set.Value.Metadata.CreationTimestamp).ToList();
        // Of several with the template, the Deployment's controller takes the oldest too.
        var target = sets.Find(set => set.Value.Spec.Template == deployment.Spec.Template)?.Value;
        var isPaused = deployment.Spec.Paused ?? false;
        var wantsRecreate = isPaused || spec.Pace is { Recreate: true };
        return new WorkloadSight
        {
            Key = key,
            Uid = found.Uid,
            ResourceVersion = deployment.Metadata.ResourceVersion,
            Generation = deployment.Metadata.Generation,
            ObservedGeneration = deployment.Status?.ObservedGeneration ?? 0,
            Replicas = deployment.Spec.Replicas ?? 1,
            Template = deployment.Spec.Template ?? "",
            UpdateRevision = target?.Metadata.Labels?.TemplateHash,
            UpdatedReplicas = deployment.Status?.UpdatedReplicas ?? 0,
            Partition = isPaused ? Brake.On : Brake.Off,
            HonoursPartition = wantsRecreate == (deployment.Spec.Strategy?.Type == "Recreate"),
            IsAgreed = target is not null
                && target.Metadata.Annotations?.Revision == deployment.Metadata.Annotations?.Revision,
            Sets = [.. sets.Select(Read)],
            Pods = Pods(sets, reader),
            NextReadyAt = reader.NextReadyAt,
        };
    }

    private ReplicaCrowd Pods(List<CachedObject<ReplicaSetView>> sets, PodReader reader) =>
    [
        .. sets.SelectMany(set => caches.Pods.ControlledBy(set.Uid)
                .Where(pod => !pod.Value.HasEnded)
                .Select(pod => reader.Read(pod, set.Value.Metadata.Labels?.TemplateHash, null)))
            .OrderBy(pod => pod.Name, StringComparer.Ordinal),
    ];

    private static SetSight Read(CachedObject<ReplicaSetView> set)
    {
        var (metadata, wanted) = (set.Value.Metadata, set.Value.Spec.Replicas ?? 1);
        return new SetSight
        {
            Name = metadata.Name,
            Uid = set.Uid,
            ResourceVersion = metadata.ResourceVersion,
            Revision = metadata.Labels?.TemplateHash,
            Replicas = wanted,
            Available = Math.Min(wanted, set.Value.Status?.AvailableReplicas ?? 0),
            SizedFor = int.TryParse(metadata.Annotations?.DesiredReplicas, CultureInfo.InvariantCulture, out var sized)
                ? sized
                : null,
            CreatedAt = metadata.CreationTimestamp,
            IsEmpty = wanted == 0 && set.Value.Status?.Replicas is null or 0
                && set.Value.Status?.ObservedGeneration >= metadata.Generation,
        };
    }
}
