using System.Collections.Immutable;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>Tells whether a volume is free, and what becomes of it when its claim has gone.</summary>
internal static class VolumeReclaimPlanner
{
    public static ImmutableArray<VolumeAction> Plan(VolumeObservation seen)
    {
        var volume = seen.Volume;
        if (volume.Meta.IsDeleting && volume.Phase != VolumeNames.Bound)
        {
            return Protection.Without(volume);
        }

        ImmutableArray<VolumeAction> guarded = volume.Meta.IsDeleting ? [] : Protection.With(volume);
        return guarded.IsEmpty ? Judge(seen) : guarded;
    }

    private static ImmutableArray<VolumeAction> Judge(VolumeObservation seen)
    {
        var volume = seen.Volume;
        if (volume.Claim is null or { Uid.Length: 0 })
        {
            return Phase(seen, VolumeNames.Available);
        }

        if (seen.Claim is not { } claim || claim.Meta.Uid != volume.Claim.Uid)
        {
            return Reclaim(seen);
        }

        if (claim.Volume.Length == 0)
        {
            // The claim's own turn finishes the binding.
            return claim.Mode == volume.Mode ? [] : [Mismatch(volume, claim)];
        }

        if (claim.Volume == volume.Meta.Name)
        {
            return Phase(seen, VolumeNames.Bound);
        }

        return [Binding.Release(volume), .. Phase(seen, VolumeNames.Available)];
    }

    private static ImmutableArray<VolumeAction> Reclaim(VolumeObservation seen)
    {
        var volume = seen.Volume;
        var ended = volume.Phase is VolumeNames.Released or VolumeNames.Failed;
        ImmutableArray<VolumeAction> released = ended ? [] : Phase(seen, VolumeNames.Released);
        if (volume.Phase == VolumeNames.Failed)
        {
            return [];
        }

        return volume.Reclaim switch
        {
            "Delete" when !volume.Meta.IsDeleting => [.. released, .. Delete(seen)],
            "Recycle" => [Binding.Release(volume), .. Phase(seen, VolumeNames.Available)],
            _ => released,
        };
    }

    private static ImmutableArray<VolumeAction> Delete(VolumeObservation seen)
    {
        var volume = seen.Volume;
        if (volume.HostPath is not { } path || path.StartsWith("/tmp/", StringComparison.Ordinal))
        {
            return [new VolumeAction.DeleteVolume(volume.Meta)];
        }

        var why = $"host_path deleter only supports /tmp/.+ but received provided {path}";
        return
        [
            .. Phase(seen, VolumeNames.Failed, why),
            new VolumeAction.TellVolume(volume.Meta, new PodEvent("VolumeFailedDelete", why, true)),
        ];
    }

    private static VolumeAction.TellVolume Mismatch(VolumeView volume, ClaimView claim) => new(
        volume.Meta,
        new PodEvent(
            "VolumeMismatch",
            $"Cannot bind PersistentVolume to requested PersistentVolumeClaim \"{claim.Meta.Name}\" due to "
                + "incompatible volumeMode.",
            true));

    private static ImmutableArray<VolumeAction> Phase(VolumeObservation seen, string phase, string message = "") =>
        Binding.VolumePhase(seen.Volume, phase, message, seen.Now) is { } set ? [set] : [];
}
