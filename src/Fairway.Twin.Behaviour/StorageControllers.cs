using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Reporting;
using Fairway.Twin.Behaviour.Running;
using Fairway.Twin.Behaviour.Volumes;

namespace Fairway.Twin.Behaviour;

/// <summary>The controller that brings volumes and claims together.</summary>
internal static class StorageControllers
{
    public static void Add(
        ControllerHost host, ClusterCaches caches, IKubeApi api, ClusterEvents events, TimeProvider time)
    {
        if (caches.Volumes is { } volumes)
        {
            var writes = new OwnWrites();
            host.Add(new ControllerDefinition(
                "persistentvolume-binder",
                new VolumeReconciler(
                    new VolumeObserver(caches, volumes, time), new VolumeWriter(writes.Through(api), events.Volumes)),
                ControllerSource.Map(volumes.Volumes, change => OfVolume(volumes, change)),
                ControllerSource.Map(volumes.Claims, change => OfClaim(volumes, change)),
                ControllerSource.Map(volumes.Classes, change => Unbound(volumes, change.Key.Name)),
                ControllerSource.Map(caches.Pods, OfPod))
            {
                Writes = writes,
                Workers = 1,
            });
        }
    }

    // A volume that is free may suit any claim that waits for one.
    private static IEnumerable<ObjectKey> OfVolume(VolumeCaches volumes, CacheChange<VolumeView> change)
    {
        yield return change.Key;
        if (change.New?.Value.Claim is { } claim)
        {
            yield return claim.Key;
        }

        if (change.Old?.Value.Claim is { } old && old.Key != change.New?.Value.Claim?.Key)
        {
            yield return old.Key;
        }

        var isFree = change.New?.Value is { Claim: null, Phase: VolumeNames.Available };
        foreach (var key in isFree ? Unbound(volumes, change.New!.Value.StorageClass) : [])
        {
            yield return key;
        }
    }

    private static IEnumerable<ObjectKey> OfClaim(VolumeCaches volumes, CacheChange<ClaimView> change)
    {
        yield return change.Key;
        var uid = (change.New ?? change.Old)!.Uid;
        foreach (var volume in volumes.Volumes.All.Where(v => v.Value.Claim is { } claim
            && claim.Key == change.Key && (change.New is null || claim.Uid == uid)))
        {
            yield return volume.Key;
        }
    }

    private static IEnumerable<ObjectKey> Unbound(VolumeCaches volumes, string storageClass) => volumes.Claims.All
        .Where(c => !c.Value.IsBindingDone && c.Value.StorageClass == storageClass)
        .Select(c => c.Key);

    // A pod that comes to a node uses its claims; one that goes lets them go.
    private static IEnumerable<ObjectKey> OfPod(CacheChange<PodView> change)
    {
        var pod = (change.New ?? change.Old)!.Value;
        return change.Old?.Value.NodeName == change.New?.Value.NodeName && change.New is not null
            ? []
            : pod.Spec.Claims.Select(name => new ObjectKey(change.Key.Namespace, name));
    }
}
