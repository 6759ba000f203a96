using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Rollouts.Sights;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>Reads a DaemonSet, its pods, and in which order a rollout goes over their nodes.</summary>
internal sealed class DaemonSetReader(RolloutCaches caches, PodCrowds crowds, TimeProvider time)
{
    /// <summary>Null where there is none, or it is being deleted.</summary>
    public WorkloadSight? Read(ObjectKey key, Rollout rollout)
    {
        if (caches.DaemonSets.Find(key) is not { Value.Metadata.DeletionTimestamp: null } found)
        {
            return null;
        }

        var set = found.Value;
        var crowd = crowds.Of(
            new ObjectKey(key.Namespace, rollout.Metadata.Name),
            new PodOrigin(found.Uid, key.Namespace, set.Spec.MinReadySeconds, HasShortNames: false));
        var order = rollout.Spec.Pace?.NodeOrder ?? NodeOrder.Mixed;
        return new WorkloadSight
        {
            Key = key,
            Uid = found.Uid,
            ResourceVersion = set.Metadata.ResourceVersion,
            Generation = set.Metadata.Generation,
            ObservedGeneration = set.Status?.ObservedGeneration ?? 0,
            Replicas = set.Status?.Nodes ?? 0,
            Template = set.Spec.Template ?? "",
            UpdateRevision = RevisionOf(found),
            UpdatedReplicas = set.Status?.UpdatedNumberScheduled ?? 0,
            Partition = set.Spec.UpdateStrategy?.Type == "OnDelete" ? Brake.On : Brake.Off,
            Pods = crowd.Look(time.GetUtcNow(), rollout.Spec.Change, order),
            NextReadyAt = crowd.NextReadyAt,
        };
    }

    /// <summary>
    /// The newest revision, once it is that of the template: caches of two resources do not advance together, and an
    /// older revision taken for the target would be rolled out at once.
    /// </summary>
    private string? RevisionOf(CachedObject<DaemonSetView> set)
    {
        var newest = caches.Revisions.ControlledBy(set.Uid).MaxBy(revision => revision.Value.Revision)?.Value;
        return newest?.Data?.Spec?.Template == set.Value.Spec.Template
            && set.Value.Status?.ObservedGeneration >= set.Value.Metadata.Generation
                ? newest?.Metadata.Labels?.ControllerRevision
                : null;
    }
}
