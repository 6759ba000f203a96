using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Objects;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>What wakes a Rollout: itself, its workload, and what belongs to the workload.</summary>
internal sealed class RolloutSources(RolloutCaches caches)
{
    public ControllerSource[] All() =>
    [
        ControllerSource.Map(caches.Rollouts, OfRollout),
        ControllerSource.Map(caches.StatefulSets, change => Of("StatefulSet", change.Key)),
        ControllerSource.Map(caches.Deployments, change => Of("Deployment", change.Key)),
        ControllerSource.Map(caches.DaemonSets, change => Of("DaemonSet", change.Key)),
        ControllerSource.Map(caches.Revisions, change => OfOwner((change.New ?? change.Old)!.Controller, change.Key)),
        ControllerSource.Map(caches.ReplicaSets, change => OfOwner((change.New ?? change.Old)!.Controller, change.Key)),
        ControllerSource.Map(caches.Pods, OfPod),
    ];

    // The younger of two Rollouts of one workload waits for the older to go.
    private IEnumerable<ObjectKey> OfRollout(CacheChange<Rollout> change)
    {
        var workload = (change.New ?? change.Old)!.Value.Spec.Workload;
        return Of(workload.Kind, new ObjectKey(change.Key.Namespace, workload.Name)).Append(change.Key).Distinct();
    }

    private IEnumerable<ObjectKey> OfPod(CacheChange<PodView> change)
    {
        var owner = (change.New ?? change.Old)!.Controller;
        return owner is { Kind: "ReplicaSet" }
            ? OfOwner(caches.ReplicaSets.Find(new ObjectKey(change.Key.Namespace, owner.Name))?.Controller, change.Key)
            : OfOwner(owner, change.Key);
    }

    private IEnumerable<ObjectKey> OfOwner(OwnerRef? owner, ObjectKey owned) =>
        owner is null ? [] : Of(owner.Kind, new ObjectKey(owned.Namespace, owner.Name));

    private IEnumerable<ObjectKey> Of(string kind, ObjectKey workload) =>
        caches.RolloutsOf(kind, workload.Namespace, workload.Name).Select(rollout => rollout.Key);
}
