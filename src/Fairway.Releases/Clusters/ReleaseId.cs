using Fairway.Api.Releases;

namespace Fairway.Releases.Clusters;

/// <summary>What records and orders call a Release: see <see cref="Delivery.Changes.ChangeOrder.Release"/>.</summary>
internal static class ReleaseId
{
    private const int UidLength = 8;

    public static string Of(Release release) => Of(release.Metadata.Name, release.Metadata.Uid);

    /// <summary>Of the Release that owns it.</summary>
    public static string Of(ClusterRelease item) => Of(
        item.Spec.Release,
        item.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Name == item.Spec.Release)?.Uid);

    private static string Of(string name, string? uid) =>
        string.IsNullOrEmpty(uid) ? name : $"{name}.{uid[..Math.Min(UidLength, uid.Length)]}";
}
