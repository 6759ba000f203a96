using Fairway.Api.Releases;

namespace Fairway.Releases.Fleet;

/// <summary>Which of two Releases of one component goes first. Pure.</summary>
public static class Rivals
{
    /// <summary>A Release of a component of this one that began after this one did; null for none.</summary>
    public static string? Since(Release release, IEnumerable<Release> all) => Sharing(release, all)
        .Where(other => other.Status?.StartedAt > release.Status?.StartedAt)
        .OrderBy(other => other.Status!.StartedAt)
        .ThenBy(other => other.Metadata.Name, StringComparer.Ordinal)
        .FirstOrDefault()?.Metadata.Name;

    /// <summary>The Release that goes before this one; null where none does.</summary>
    internal static string? Find(Release release, IEnumerable<Release> all) => Sharing(release, all)
        .Where(other => IsUnderWay(other) || (IsWaiting(other) && IsEarlier(other, release)))
        .OrderBy(other => other.Metadata.CreationTimestamp)
        .ThenBy(other => other.Metadata.Name, StringComparer.Ordinal)
        .FirstOrDefault()?.Metadata.Name;

    private static IEnumerable<Release> Sharing(Release release, IEnumerable<Release> all)
    {
        var components = release.Spec.Changes.Select(change => change.Component).ToHashSet(StringComparer.Ordinal);
        return all
            .Where(other => other.Metadata.Uid != release.Metadata.Uid && other.Spec.Mode == ReleaseMode.Run)
            .Where(other => other.Spec.Changes.Any(change => components.Contains(change.Component)));
    }

    private static bool IsUnderWay(Release release) => release.Status?.Phase
        is ReleasePhase.Running or ReleasePhase.Paused or ReleasePhase.RollingBack;

    /// <summary>One that cannot be planned, or is not to begin, keeps nobody waiting.</summary>
    private static bool IsWaiting(Release release) =>
        (release.Status?.Phase ?? ReleasePhase.Pending) == ReleasePhase.Pending
        && release.Metadata.DeletionTimestamp is null
        && release.Status?.Conditions?.Any(condition => condition.Reason == ReleaseConditions.PlanFailed) != true;

    private static bool IsEarlier(Release one, Release other)
    {
        var (first, second) = (one.Metadata.CreationTimestamp, other.Metadata.CreationTimestamp);
        return first < second
            || (first == second && string.CompareOrdinal(one.Metadata.Name, other.Metadata.Name) < 0);
    }
}
