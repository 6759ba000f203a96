using Fairway.Kube;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>Reads what decisions about volumes and claims rest on.</summary>
internal sealed class VolumeObserver(ClusterCaches caches, VolumeCaches volumes, TimeProvider time)
{
    /// <summary>Null where there is no volume of the key.</summary>
    public VolumeObservation? Volume(ObjectKey key)
    {
        if (key.Namespace is not null || volumes.Volumes.Find(key)?.Value is not { } volume)
        {
            return null;
        }

        var claim = volume.Claim is { } reference ? volumes.Claims.Find(reference.Key)?.Value : null;
        return new VolumeObservation(volume, claim, time.GetUtcNow());
    }

    /// <summary>Null where there is no claim of the key.</summary>
    public ClaimObservation? Claim(ObjectKey key)
    {
        if (key.Namespace is null || volumes.Claims.Find(key)?.Value is not { } claim)
        {
            return null;
        }

        var users = caches.PodsIn(key.Namespace).Where(p => p.Spec.Claims.Contains(key.Name)).ToArray();
        var found = volumes.Classes.Find(new ObjectKey(null, claim.StorageClass))?.Value;
        return new ClaimObservation(claim, [.. volumes.Volumes.Values()], found, time.GetUtcNow())
        {
            IsInUse = users.Any(p => p.NodeName is not null),
            Waiting = [.. users.Where(p => p.NodeName is null).Select(p => p.Meta.Name)],
        };
    }
}
