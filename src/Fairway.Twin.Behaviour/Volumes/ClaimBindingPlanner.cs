using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>Finds a volume for a claim, and keeps the two bound. Reasons and messages are those of a real
/// cluster.</summary>
internal static class ClaimBindingPlanner
{
    public static ImmutableArray<VolumeAction> Plan(ClaimObservation seen)
    {
        var claim = seen.Claim;
        if (claim.Meta.IsDeleting)
        {
            return seen.IsInUse ? [] : Protection.Without(claim);
        }

        var guarded = Protection.With(claim);
        if (!guarded.IsEmpty)
        {
            return guarded;
        }

        return claim.IsBindingDone ? Bound(seen) : claim.Volume.Length > 0 ? Asked(seen) : Unbound(seen);
    }

    private static ImmutableArray<VolumeAction> Bound(ClaimObservation seen)
    {
        var claim = seen.Claim;
        const string lost = "Data on the volume is lost!";
        if (claim.Volume.Length == 0)
        {
            return Lost(claim, "ClaimLost", $"Bound claim has lost reference to PersistentVolume. {lost}");
        }

        if (Find(seen, claim.Volume) is not { } volume)
        {
            return Lost(claim, "ClaimLost", $"Bound claim has lost its PersistentVolume. {lost}");
        }

        return volume.Claim is null || volume.Claim.Uid == claim.Meta.Uid
            ? Binding.Of(volume, claim, seen.Now)
            : Lost(
                claim, "ClaimMisbound",
                "Two claims are bound to the same volume, this one is bound incorrectly");
    }

    // The user, or an earlier step, has named the volume.
    private static ImmutableArray<VolumeAction> Asked(ClaimObservation seen)
    {
        var claim = seen.Claim;
        if (Find(seen, claim.Volume) is not { } volume)
        {
            return Pending(claim);
        }

        if (volume.Claim is null)
        {
            return VolumeMatch.WhyNot(volume, claim) is { } why
                ? Pending(claim, Warning(
                    "VolumeMismatch", $"Cannot bind to requested volume \"{volume.Meta.Name}\": {why}"))
                : Binding.Of(volume, claim, seen.Now);
        }

        return volume.Claim.Is(claim)
            ? Binding.Of(volume, claim, seen.Now)
            : Pending(claim, Warning(
                "FailedBinding", $"volume \"{volume.Meta.Name}\" already bound to a different claim."));
    }

    private static ImmutableArray<VolumeAction> Unbound(ClaimObservation seen)
    {
        var claim = seen.Claim;
        var waits = seen.Class is { WaitsForConsumer: true };
        if (VolumeMatch.Best(seen.Volumes, claim, reservedOnly: waits && !seen.IsInUse) is { } volume)
        {
            return Binding.Of(volume, claim, seen.Now);
        }

        if (waits && !seen.IsInUse && !claim.Meta.Annotations.Has(VolumeNames.SelectedNode))
        {
            return Pending(claim, Waits(seen));
        }

        return claim.StorageClass.Length > 0
            ? Provision(seen)
            : Pending(claim, new PodEvent(
                "FailedBinding", "no persistent volumes available for this claim and no storage class is set"));
    }

    private static PodEvent Waits(ClaimObservation seen) => seen.Waiting switch
    {
        [] => new PodEvent(
            "WaitForFirstConsumer", "waiting for first consumer to be created before binding"),
        [var one] => new PodEvent("WaitForPodScheduled", $"waiting for pod {one} to be scheduled"),
        var all => new PodEvent(
            "WaitForPodScheduled", $"waiting for pods {string.Join(',', all)} to be scheduled"),
    };

    private static ImmutableArray<VolumeAction> Provision(ClaimObservation seen)
    {
        var claim = seen.Claim;
        if (seen.Class is not { } found)
        {
            return Told(claim, Warning(
                "ProvisioningFailed", $"storageclass.storage.k8s.io \"{claim.StorageClass}\" not found"));
        }

        if (found.Provisioner == VolumeNames.NoProvisioner)
        {
            return Told(claim, new PodEvent(
                "FailedBinding", "no persistent volumes available for this claim and no storage class is set"));
        }

        var waiting = new VolumeAction.TellClaim(claim.Meta, new PodEvent(
            "ExternalProvisioning",
            $"Waiting for a volume to be created either by the external provisioner '{found.Provisioner}' or manually "
                + "by the system administrator. If volume creation is delayed, please verify that the provisioner is "
                + "running and correctly registered."));
        if (claim.Meta.Annotations[VolumeNames.Provisioner] == found.Provisioner)
        {
            return [waiting];
        }

        // The provisioner, whoever runs it, looks for its name.
        var metadata = new JsonObject
        {
            ["resourceVersion"] = claim.Meta.ResourceVersion,
            ["annotations"] = new JsonObject
            {
                [VolumeNames.BetaProvisioner] = found.Provisioner,
                [VolumeNames.Provisioner] = found.Provisioner,
            },
        };
        return
        [
            new VolumeAction.PatchClaim(claim.Meta, new JsonObject { ["metadata"] = metadata }, OfStatus: false),
            waiting,
        ];
    }

    private static VolumeView? Find(ClaimObservation seen, string name) =>
        seen.Volumes.FirstOrDefault(v => v.Meta.Name == name);

    private static PodEvent Warning(string reason, string message) => new(reason, message, true);

    private static ImmutableArray<VolumeAction> Told(ClaimView claim, PodEvent happened) =>
        [new VolumeAction.TellClaim(claim.Meta, happened)];

    private static ImmutableArray<VolumeAction> Pending(ClaimView claim, PodEvent? happened = null) =>
    [
        .. happened is null ? [] : Told(claim, happened),
        .. Binding.ClaimPhase(claim, VolumeNames.Pending) is { } set ? (VolumeAction[])[set] : [],
    ];

    private static ImmutableArray<VolumeAction> Lost(ClaimView claim, string reason, string message) =>
        Binding.ClaimPhase(claim, VolumeNames.Lost) is { } set
            ? [set, .. Told(claim, Warning(reason, message))]
            : [];
}
