using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>The finalizers that keep volumes and claims while they are in use.</summary>
internal static class Protection
{
    public static ImmutableArray<VolumeAction> With(ClaimView claim) =>
        claim.Meta.Finalizers.Contains(VolumeNames.ClaimProtection)
            ? []
            : [new VolumeAction.PatchClaim(
                claim.Meta, Patch(claim.Meta, claim.Meta.Finalizers.Add(VolumeNames.ClaimProtection)), false)];

    public static ImmutableArray<VolumeAction> Without(ClaimView claim) =>
        claim.Meta.Finalizers.Contains(VolumeNames.ClaimProtection)
            ? [new VolumeAction.PatchClaim(
                claim.Meta, Patch(claim.Meta, claim.Meta.Finalizers.Remove(VolumeNames.ClaimProtection)), false)]
            : [];

    public static ImmutableArray<VolumeAction> With(VolumeView volume) =>
        volume.Meta.Finalizers.Contains(VolumeNames.VolumeProtection)
            ? []
            : [new VolumeAction.PatchVolume(
                volume.Meta, Patch(volume.Meta, volume.Meta.Finalizers.Add(VolumeNames.VolumeProtection)), false)];

    public static ImmutableArray<VolumeAction> Without(VolumeView volume) =>
        volume.Meta.Finalizers.Contains(VolumeNames.VolumeProtection)
            ? [new VolumeAction.PatchVolume(
                volume.Meta, Patch(volume.Meta, volume.Meta.Finalizers.Remove(VolumeNames.VolumeProtection)), false)]
            : [];

    private static JsonObject Patch(ObjectMeta meta, ImmutableArray<string> finalizers) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["resourceVersion"] = meta.ResourceVersion,
            ["finalizers"] = finalizers.IsEmpty
                ? null
                : new JsonArray([.. finalizers.Select(f => JsonValue.Create(f))]),
        },
    };
}
