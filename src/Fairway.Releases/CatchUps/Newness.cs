using Fairway.Api.Releases;

namespace Fairway.Releases.CatchUps;

/// <summary>What came to a cluster after a Release that it missed. Pure. What counts is when Releases began, and not
/// which version is greater: going back to an older version on purpose is newer too.</summary>
/// <param name="Releases">All Releases.</param>
/// <param name="Reaches">Whether a Release was for the cluster.</param>
/// <param name="HasFrom">The Release that brought what the cluster has of a component; null where it has
/// nothing.</param>
internal sealed record Newness(
    IReadOnlyList<Release> Releases, Func<Release, bool> Reaches, Func<string, string?> HasFrom)
{
    /// <summary>The Release that came after another one there, with a component; null for none.</summary>
    public string? After(Release origin, string component) =>
        Releases.Where(one => one.Spec.CatchUp is null && one.Status?.Phase == ReleasePhase.Succeeded)
            .Where(one => IsAfter(one, origin) && Renews(one, component) && Reaches(one))
            .OrderByDescending(one => one.Status!.StartedAt)
            .ThenBy(one => one.Metadata.Name, StringComparer.Ordinal)
            .FirstOrDefault()?.Metadata.Name
        ?? (Bringer(component) is { } bringer && IsAfter(RootOf(bringer), origin) && !Restores(bringer, component)
            ? bringer.Metadata.Name
            : null);

    /// <summary>A Release that is not there any more, and brought what the cluster has; null for none.</summary>
    public string? Forgotten(string component) =>
        HasFrom(component) is { } name && Bringer(component) is null ? name : null;

    private Release? Bringer(string component) => HasFrom(component) is { } name
        ? Releases.FirstOrDefault(one => one.Metadata.Name == name)
        : null;

    /// <summary>What catches up is as old as what it catches up with.</summary>
    private Release RootOf(Release release) => release.Spec.CatchUp is { } order
        ? Releases.FirstOrDefault(one => one.Metadata.Uid == order.Uid) ?? release
        : release;

    private static bool IsAfter(Release one, Release origin) => one.Metadata.Uid != origin.Metadata.Uid
        && one.Status?.StartedAt > origin.Status?.StartedAt;

    /// <summary>A Release without a version leaves each cluster on its own: it does not take a version's
    /// place.</summary>
    private static bool Renews(Release release, string component) => release.Spec.Changes.Any(
        change => change.Component == component && (change.Version is not null || change.Back));

    private static bool Restores(Release release, string component) =>
        release.Spec.Changes.Any(change => change.Component == component && change.Restore);
}
