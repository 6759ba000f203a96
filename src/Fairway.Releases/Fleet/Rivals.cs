using Fairway.Api.Releases;

namespace Fairway.Releases.Fleet;

/// <summary>Which of two Releases of one component goes first. Pure.</summary>
public static class Rivals
{
    private static readonly TimeSpan PerPoint = TimeSpan.FromHours(1);

    /// <summary>A Release of a component of this one that began after this one did; null for none.</summary>
    public static string? Since(Release release, IEnumerable<Release> all) => Sharing(release, all)
        .Where(other => other.Status?.StartedAt > release.Status?.StartedAt)
        .Where(other => other.Spec.CatchUp?.Uid != release.Metadata.Uid)
        .OrderBy(other => other.Status!.StartedAt)
        .ThenBy(other => other.Metadata.Name, StringComparer.Ordinal)
        .FirstOrDefault()?.Metadata.Name;

    /// <summary>The Release that goes before this one; null where none does.</summary>
    internal static string? Find(Release release, IEnumerable<Release> all) => Sharing(release, all)
        .Where(other => IsUnderWay(other) || (IsWaiting(other) && IsBefore(other, release)))
        .OrderByDescending(IsUnderWay)
        .ThenBy(Place)
        .ThenBy(other => other.Metadata.Name, StringComparer.Ordinal)
        .FirstOrDefault()?.Metadata.Name;

    private static IEnumerable<Release> Sharing(Release release, IEnumerable<Release> all) =>
        all.Where(other => Share(release, other));

    /// <summary>Whether two Releases change one component. One that catches up shares
    /// nothing with another that is for another cluster alone.</summary>
    internal static bool Share(Release release, Release other) => other.Metadata.Uid != release.Metadata.Uid
        && other.Spec.Mode == ReleaseMode.Run
        && !AreApart(release.Spec, other.Spec)
        && other.Spec.Changes.Any(
            change => release.Spec.Changes.Any(one => one.Component == change.Component));

    /// <summary>One that catches up sets no stable version, and so is nothing to other clusters.</summary>
    private static bool AreApart(ReleaseSpec one, ReleaseSpec other) =>
        (one.CatchUp ?? other.CatchUp) is not null
        && one.Cluster is { } here && other.Cluster is { } there && here != there;

    /// <summary>Whether it has begun and not ended.</summary>
    internal static bool IsUnderWay(Release release) => release.Status?.Phase
        is ReleasePhase.Running or ReleasePhase.Paused or ReleasePhase.RollingBack;

    /// <summary>One that cannot be planned, or is not to begin, keeps nobody waiting.</summary>
    internal static bool IsWaiting(Release release) =>
        (release.Status?.Phase ?? ReleasePhase.Pending) == ReleasePhase.Pending
        && release.Metadata.DeletionTimestamp is null
        && release.Status?.Conditions?.Any(condition => condition.Reason == ReleaseConditions.PlanFailed) != true;

    /// <summary>Whether a Release was made before another one. Times of making have no parts of a second: of two of the
    /// same second one that is under way was first, and else the one whose name comes first.</summary>
    internal static bool IsEarlier(Release one, Release other) =>
        one.Metadata.CreationTimestamp == other.Metadata.CreationTimestamp && IsUnderWay(one) != IsUnderWay(other)
            ? IsUnderWay(one)
            : IsFirst(one, other, release => release.Metadata.CreationTimestamp);

    /// <summary>Whether a Release comes before another one that waits for the same: by priority and by age, of which
    /// neither ever changes the order of two by itself.</summary>
    internal static bool IsBefore(Release one, Release other) => IsFirst(one, other, Place);

    private static bool IsFirst(Release one, Release other, Func<Release, DateTimeOffset?> key)
    {
        var (first, second) = (key(one), key(other));
        return first < second
            || (first == second && string.CompareOrdinal(one.Metadata.Name, other.Metadata.Name) < 0);
    }

    private static DateTimeOffset? Place(Release release) =>
        release.Metadata.CreationTimestamp - PerPoint * (release.Spec.Priority ?? 0);
}
