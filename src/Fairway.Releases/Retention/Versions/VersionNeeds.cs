using Fairway.Api.Components;
using Fairway.Api.Releases;

namespace Fairway.Releases.Retention.Versions;

/// <summary>Which versions of a component somebody needs. Pure.</summary>
internal static class VersionNeeds
{
    /// <summary>Versions that Releases name.</summary>
    public static IEnumerable<string> OfReleases(string component, IEnumerable<Release> releases) =>
        releases.SelectMany(release => release.Spec.Changes)
            .Where(change => change.Component == component)
            .Select(change => change.Version).OfType<string>();

    /// <summary>Versions that clusters are brought, and those that they had before.</summary>
    public static IEnumerable<string> OfClusters(string component, IEnumerable<ClusterRelease> items) =>
        items.SelectMany(item => item.Spec.Changes)
            .Where(change => change.Component == component)
            .SelectMany(change => new[] { change.Version, change.From }).OfType<string>();

    /// <summary>Versions that a cluster should have, has, or goes back to.</summary>
    public static IEnumerable<string> Of(ClusterComponent item) =>
        new[] { item.Spec.Version, item.Status?.Applied, item.Status?.Good }.OfType<string>();
}
