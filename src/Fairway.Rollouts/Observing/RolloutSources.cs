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
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    public ControllerSource[] All() =>
    [
        ControllerSource.Map(caches.Rollouts, OfRollout),
        ControllerSource.Map(caches.StatefulSets, change => Of(KubeResources.StatefulSets, change.Key)),
        ControllerSource.Map(caches.Deployments, change => Of(KubeResources.Deployments, change.Key)),
        ControllerSource.Map(caches.DaemonSets, change => Of(KubeResources.DaemonSets, change.Key)),
        .. caches.Kruise.Values.Select(cache =>
            ControllerSource.Map(cache, change => Of(cache.Resource, change.Key))),
        ControllerSource.Map(caches.Revisions, change => OfOwner((change.New ?? change.Old)!.Controller, change.Key)),
        ControllerSource.Map(caches.ReplicaSets, change => OfOwner((change.New ?? change.Old)!.Controller, change.Key)),
        ControllerSource.Map(caches.Pods, OfPod, PatienceOf),
    ];

    // A DaemonSet may have ten thousand pods, and each look counts them all.
    private static TimeSpan PatienceOf(CacheChange<PodView> change) =>
        (change.New ?? change.Old)!.Controller is { Kind: "DaemonSet" } ? Patience : TimeSpan.Zero;

    // The younger of two Rollouts of one workload waits for the older to go.
    private IEnumerable<ObjectKey> OfRollout(CacheChange<Rollout> change) =>
        Of((change.New ?? change.Old)!.Value.Spec.Workload, change.Key.Namespace).Append(change.Key).Distinct();

    private IEnumerable<ObjectKey> OfPod(CacheChange<PodView> change)
    {
        var owner = (change.New ?? change.Old)!.Controller;
        return owner is { Kind: "ReplicaSet" }
            ? OfOwner(caches.ReplicaSets.Find(new ObjectKey(change.Key.Namespace, owner.Name))?.Controller, change.Key)
            : OfOwner(owner, change.Key);
    }

    private IEnumerable<ObjectKey> OfOwner(OwnerRef? owner, ObjectKey owned) => owner is null
        ? []
        : Of(
            new WorkloadReference { ApiVersion = owner.ApiVersion, Kind = owner.Kind, Name = owner.Name },
            owned.Namespace);

    private IEnumerable<ObjectKey> Of(KubeResource resource, ObjectKey key) => Of(
        new WorkloadReference { ApiVersion = resource.ApiVersion, Kind = resource.Kind, Name = key.Name },
        key.Namespace);

    private IEnumerable<ObjectKey> Of(WorkloadReference workload, string? ns) =>
        caches.RolloutsOf(workload, ns).Select(rollout => rollout.Key);
}
