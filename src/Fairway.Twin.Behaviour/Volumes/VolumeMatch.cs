using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>Which volumes a claim may have.</summary>
internal static class VolumeMatch
{
    /// <summary>The volume that is reserved for the claim, else the smallest that fits; null for none.</summary>
    public static VolumeView? Best(ImmutableArray<VolumeView> volumes, ClaimView claim, bool reservedOnly)
    {
        var reserved = volumes.FirstOrDefault(v => Fits(v, claim) && (v.Claim?.Is(claim) ?? false));
        return reserved is not null || reservedOnly ? reserved : Free(volumes, claim).FirstOrDefault();
    }

    /// <summary>All that the claim may have: the one that is reserved for it alone, else the free ones, the smallest
    /// first.</summary>
    public static ImmutableArray<VolumeView> Suiting(ImmutableArray<VolumeView> volumes, ClaimView claim) =>
        Best(volumes, claim, reservedOnly: true) is { } reserved ? [reserved] : [.. Free(volumes, claim)];

    /// <summary>Why a volume that the user asks for cannot be had; null where it can.</summary>
    public static string? WhyNot(VolumeView volume, ClaimView claim)
    {
        if (claim.Size > volume.Size)
        {
            return "requested PV is too small";
        }

        if (claim.StorageClass != volume.StorageClass)
        {
            return "storageClassName does not match";
        }

        if (claim.AttributesClass != volume.AttributesClass)
        {
            return "volumeAttributesClassName does not match";
        }

        return claim.Mode != volume.Mode
            ? "incompatible volumeMode"
            : HasModes(volume, claim) ? null : "incompatible accessMode";
    }

    private static IEnumerable<VolumeView> Free(ImmutableArray<VolumeView> volumes, ClaimView claim) => volumes
        .Where(v => v is { Claim: null, Phase: VolumeNames.Available } && Fits(v, claim) && Suits(v, claim))
        .OrderBy(v => v.Size)
        .ThenBy(v => v.Meta.Name, StringComparer.Ordinal);

    private static bool Fits(VolumeView volume, ClaimView claim) =>
        !volume.Meta.IsDeleting && volume.Mode == claim.Mode && volume.Size >= claim.Size;

    private static bool Suits(VolumeView volume, ClaimView claim) =>
        volume.StorageClass == claim.StorageClass
        && volume.AttributesClass == claim.AttributesClass
        && HasModes(volume, claim)
        && (claim.Selector?.Matches(volume.Meta.Labels) ?? true);

    private static bool HasModes(VolumeView volume, ClaimView claim) =>
        claim.AccessModes.All(m => volume.AccessModes.Contains(m));
}
