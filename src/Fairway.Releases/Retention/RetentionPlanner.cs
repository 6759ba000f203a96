using Fairway.Api.Releases;

namespace Fairway.Releases.Retention;

/// <summary>Which Releases are kept after their end, and which go. Pure.</summary>
internal static class RetentionPlanner
{
    /// <summary>So many go at once, so that a manager that is new to a full store does not drown it.</summary>
    public const int MostAtOnce = 50;

    /// <summary>Who waits for the end of a Release sees it, and so does every cache.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>How long an approval stays after its Release: longer than any cache is late.</summary>
    private static readonly TimeSpan ApprovalsStay = TimeSpan.FromDays(1);

    /// <summary>When one that only a cluster keeps is looked at again.</summary>
    private static readonly TimeSpan LookAtNeeded = TimeSpan.FromDays(1);

    /// <summary>What goes on this observation.</summary>
    public static RetentionPlan Plan(RetentionObservation seen)
    {
        var ended = seen.Releases
            .Where(one => one.Status?.FinishedAt is not null && one.Metadata.DeletionTimestamp is null)
            .OrderByDescending(one => one.Status!.FinishedAt)
            .ThenBy(one => one.Metadata.Name, StringComparer.Ordinal).ToList();
        var newest = ended.Where(IsCarriedOut).Take(seen.Limits.Keep)
            .Select(one => one.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        var due = from one in ended
                  where one.Status!.FinishedAt + Fresh <= seen.Now
                  let why = Why(seen, one, newest.Contains(one.Metadata.Name))
                  where why is not null
                  select new Pruning(one, why);
        var all = due.Reverse().ToList();
        var free = all.Where(one => !seen.IsNeeded(one.Release)).ToList();
        var orphans = seen.Orphans.Where(one => one.Metadata.CreationTimestamp + ApprovalsStay <= seen.Now).ToList();
        return new RetentionPlan(
            [.. free.Take(MostAtOnce)],
            [.. orphans.Take(MostAtOnce)],
            free.Count > MostAtOnce || orphans.Count > MostAtOnce ? seen.Now : Next(seen, ended, all, free));
    }

    private static string? Why(RetentionObservation seen, Release release, bool isNewest)
    {
        var age = seen.Limits.MaxAge;
        return release.Status!.FinishedAt + age.Value <= seen.Now
            ? $"it ended more than {age} ago"
            : IsCarriedOut(release) && !isNewest
                ? $"{seen.Limits.Keep} Releases of the pipeline {release.Spec.Pipeline} have ended since"
                : null;
    }

    /// <summary>One that is only planned waits for a person, who may take longer than the next hundred.</summary>
    private static bool IsCarriedOut(Release release) => release.Status!.Phase != ReleasePhase.Planned;

    /// <summary>The next to become too old; and what a cluster keeps, at some time.</summary>
    private static DateTimeOffset? Next(
        RetentionObservation seen, List<Release> ended, List<Pruning> due, List<Pruning> free)
    {
        var names = due.Select(one => one.Release.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        var moments = ended.Where(one => !names.Contains(one.Metadata.Name))
            .SelectMany(one => new[] { Fresh, seen.Limits.MaxAge.Value }.Select(age => one.Status!.FinishedAt + age))
            .Where(at => at > seen.Now)
            .Concat(seen.Orphans.Select(one => one.Metadata.CreationTimestamp + ApprovalsStay)
                .Where(at => at > seen.Now)).ToList();
        return due.Count > free.Count ? moments.Append(seen.Now + LookAtNeeded).Min() : moments.Min();
    }
}
