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
    public WorkloadSight? Read(ObjectKey key)
    {
        if (caches.Deployments.Find(key) is not { Value.Metadata.DeletionTimestamp: null } found)
        {
            return null;
        }

        var deployment = found.Value;
        var sets = caches.ReplicaSets.ControlledBy(found.Uid);
        var reader = new PodReader(deployment.Spec.MinReadySeconds, time.GetUtcNow());
        var isPaused = deployment.Spec.Paused ?? false;
        return new WorkloadSight
        {
            Key = key,
            Uid = found.Uid,
            ResourceVersion = deployment.Metadata.ResourceVersion,
            Generation = deployment.Metadata.Generation,
            ObservedGeneration = deployment.Status?.ObservedGeneration ?? 0,
            Replicas = deployment.Spec.Replicas ?? 1,
            Template = deployment.Spec.Template ?? "",
            UpdateRevision = isPaused ? null : RevisionOf(deployment, sets),
            UpdatedReplicas = deployment.Status?.UpdatedReplicas ?? 0,
            Partition = isPaused ? Brake.On : Brake.Off,
            Pods =
            [
                .. sets.SelectMany(set => caches.Pods.ControlledBy(set.Uid)
                        .Where(pod => !PodReader.HasEnded(pod.Value))
                        .Select(pod => reader.Read(pod.Value, set.Value.Metadata.Labels?.TemplateHash, null)))
                    .OrderBy(pod => pod.Name, StringComparer.Ordinal),
            ],
            NextReadyAt = reader.NextReadyAt,
        };
    }

    /// <summary>
    /// The replica set that bears the Deployment's own number is that of the template, once the controller has observed
    /// the template. While paused it makes none, and the number is an older one.
    /// </summary>
    private static string? RevisionOf(DeploymentView deployment, IReadOnlyList<CachedObject<ReplicaSetView>> sets) =>
        deployment.Status?.ObservedGeneration >= deployment.Metadata.Generation
        && deployment.Metadata.Annotations?.Revision is { } number
            ? sets.FirstOrDefault(set => set.Value.Metadata.Annotations?.Revision == number)
                ?.Value.Metadata.Labels?.TemplateHash
            : null;
}
