using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Volumes;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>What the claims of a pod mean for its place.</summary>
internal static class VolumeSight
{
    /// <summary>A claim that is not there, or is going, keeps the pod waiting. One that nothing satisfies yet does
    /// not, unless it waits for its first pod and only a volume that is there can satisfy it: the twin has no
    /// provisioner, and its pods run without.</summary>
    public static VolumeNeeds Of(ImmutableArray<(string Name, ClaimView? Claim)> claims, VolumeCaches volumes)
    {
        foreach (var (name, claim) in claims)
        {
            if (claim is null)
            {
                return new VolumeNeeds { Blocked = $"persistentvolumeclaim \"{name}\" not found" };
            }

            if (claim.Meta.IsDeleting)
            {
                return new VolumeNeeds { Blocked = $"persistentvolumeclaim \"{name}\" is being deleted" };
            }
        }

        return new VolumeNeeds
        {
            Bound =
            [
                .. claims.Where(c => c.Claim!.IsBindingDone && c.Claim.Volume.Length > 0)
                    .Select(c => volumes.Volumes.Find(new ObjectKey(null, c.Claim!.Volume))?.Value),
            ],
            Waiting =
            [
                .. claims.Where(c => !c.Claim!.IsBindingDone && WaitsForVolume(c.Claim, volumes))
                    .Select(c => (c.Claim!, VolumeMatch.Suiting([.. volumes.Volumes.Values()], c.Claim!))),
            ],
        };
    }

    private static bool WaitsForVolume(ClaimView claim, VolumeCaches volumes) =>
        volumes.Classes.Find(new ObjectKey(null, claim.StorageClass))?.Value
            is { WaitsForConsumer: true, Provisioner: VolumeNames.NoProvisioner };
}
