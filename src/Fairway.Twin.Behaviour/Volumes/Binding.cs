using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>
/// Binds a volume and a claim in four steps, each of which may already be done: the volume names the claim, the volume
/// is Bound, the claim names the volume, the claim is Bound.
/// </summary>
internal static class Binding
{
    public static ImmutableArray<VolumeAction> Of(VolumeView volume, ClaimView claim, DateTimeOffset now) =>
    [
        .. ((VolumeAction?[])
        [
            NameClaim(volume, claim),
            VolumePhase(volume, VolumeNames.Bound, "", now),
            NameVolume(volume, claim),
            ClaimBound(volume, claim),
        ]).OfType<VolumeAction>(),
    ];

    /// <summary>Sets the phase of a volume; null where it has it.</summary>
    public static VolumeAction? VolumePhase(VolumeView volume, string phase, string message, DateTimeOffset now)
    {
        if (volume.Phase == phase)
        {
            return null;
        }

        var status = new JsonObject { ["phase"] = phase, ["lastPhaseTransitionTime"] = ApiTime.Text(now) };
        status["message"] = message.Length > 0 ? message : null;
        return new VolumeAction.PatchVolume(volume.Meta, new JsonObject { ["status"] = status }, OfStatus: true);
    }

    /// <summary>Sets the phase of a claim that has no volume; null where it has it.</summary>
    public static VolumeAction? ClaimPhase(ClaimView claim, string phase)
    {
        if (claim.Phase == phase && claim.StatusModes.IsEmpty && claim.StatusStorage.Length == 0)
        {
            return null;
        }

        var status = new JsonObject { ["phase"] = phase, ["accessModes"] = null, ["capacity"] = null };
        return new VolumeAction.PatchClaim(claim.Meta, new JsonObject { ["status"] = status }, OfStatus: true);
    }

    /// <summary>Takes the claim from a volume, so that others may have it.</summary>
    public static VolumeAction Release(VolumeView volume)
    {
        var byController = volume.Meta.Annotations.Has(VolumeNames.BoundByController);
        var patch = byController
            ? new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["resourceVersion"] = volume.Meta.ResourceVersion,
                    ["annotations"] = new JsonObject { [VolumeNames.BoundByController] = null },
                },
                ["spec"] = new JsonObject { ["claimRef"] = null },
            }
            : new JsonObject
            {
                ["metadata"] = new JsonObject { ["resourceVersion"] = volume.Meta.ResourceVersion },
                ["spec"] = new JsonObject { ["claimRef"] = new JsonObject { ["uid"] = null } },
            };
        return new VolumeAction.PatchVolume(volume.Meta, patch, OfStatus: false);
    }

    private static VolumeAction? NameClaim(VolumeView volume, ClaimView claim)
    {
        if (volume.Claim?.Uid == claim.Meta.Uid)
        {
            return null;
        }

        var metadata = new JsonObject { ["resourceVersion"] = volume.Meta.ResourceVersion };
        if (volume.Claim is null)
        {
            metadata["annotations"] = new JsonObject { [VolumeNames.BoundByController] = "yes" };
        }

        var reference = new JsonObject
        {
            ["kind"] = "PersistentVolumeClaim",
            ["namespace"] = claim.Meta.Namespace,
            ["name"] = claim.Meta.Name,
            ["uid"] = claim.Meta.Uid,
            ["apiVersion"] = "v1",
            ["resourceVersion"] = claim.Meta.ResourceVersion,
        };
        var patch = new JsonObject
        {
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["claimRef"] = reference },
        };
        return new VolumeAction.PatchVolume(volume.Meta, patch, OfStatus: false);
    }

    private static VolumeAction? NameVolume(VolumeView volume, ClaimView claim)
    {
        var named = claim.Volume == volume.Meta.Name;
        if (named && claim.IsBindingDone)
        {
            return null;
        }

        var annotations = new JsonObject { [VolumeNames.BindCompleted] = "yes" };
        var metadata = new JsonObject
        {
            ["resourceVersion"] = claim.Meta.ResourceVersion,
            ["annotations"] = annotations,
        };
        var patch = new JsonObject { ["metadata"] = metadata };
        if (!named)
        {
            annotations[VolumeNames.BoundByController] = "yes";
            patch["spec"] = new JsonObject { ["volumeName"] = volume.Meta.Name };
        }

        return new VolumeAction.PatchClaim(claim.Meta, patch, OfStatus: false);
    }

    private static VolumeAction? ClaimBound(VolumeView volume, ClaimView claim)
    {
        var same = claim.Phase == VolumeNames.Bound && claim.StatusModes.SequenceEqual(volume.AccessModes)
            && claim.StatusStorage.Length > 0;
        if (same)
        {
            return null;
        }

        var status = new JsonObject
        {
            ["phase"] = VolumeNames.Bound,
            ["accessModes"] = new JsonArray([.. volume.AccessModes.Select(m => JsonValue.Create(m))]),
            ["capacity"] = new JsonObject { ["storage"] = volume.Storage },
        };
        return new VolumeAction.PatchClaim(claim.Meta, new JsonObject { ["status"] = status }, OfStatus: true);
    }
}
