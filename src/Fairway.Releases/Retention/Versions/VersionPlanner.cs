using Fairway.Api.Components;
using Fairway.Api.Meta;

namespace Fairway.Releases.Retention.Versions;

/// <summary>Which versions of a component are kept, and which go. Pure.</summary>
internal static class VersionPlanner
{
    /// <summary>So many go at once, so that a manager that is new to a full store does not drown it.</summary>
    public const int MostAtOnce = 50;

    /// <summary>The part of the greatest age for which versions wait for each other: a day of thirty. Whoever deletes
    /// one reads all Releases and versions of the fleet first, and with many pushes one would go each few minutes.
    /// </summary>
    private const int Wait = 30;

    /// <summary>When one that only a cluster or a Release keeps is looked at again.</summary>
    private static readonly TimeSpan LookAtNeeded = TimeSpan.FromDays(1);

    /// <summary>What goes on this observation.</summary>
    public static VersionPlan Plan(VersionObservation seen)
    {
        if (seen.Limits is not { } limits)
        {
            return new VersionPlan([], null);
        }

        var beyond = seen.Versions
            .Where(one => one.Metadata.DeletionTimestamp is null)
            .OrderByDescending(one => one.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue)
            .ThenByDescending(one => one.Metadata.Name, StringComparer.Ordinal)
            .Skip(limits.Keep).Reverse().ToList();
        var due = beyond.Where(one => one.Metadata.CreationTimestamp + limits.MaxAge.Value <= seen.Now).ToList();
        var free = due.Where(one => !seen.Needed.Contains(one.Spec.Version)).ToList();
        if (free.Count > 0 && seen.Pruned + limits.MaxAge.Value / Wait is { } next && next > seen.Now)
        {
            return new VersionPlan([], next);
        }

        var isMore = free.Count > MostAtOnce;
        return new VersionPlan(
            [.. free.Take(MostAtOnce).Select(one => new VersionPruning(one, Why(one, limits)))],
            isMore ? seen.Now : Next(seen, limits.MaxAge, beyond, due.Count > free.Count),
            isMore);
    }

    private static string Why(ComponentVersion version, VersionRetention limits) =>
        $"{limits.Keep} versions of {version.Spec.Component} have been pushed since, and it is older than "
        + $"{limits.MaxAge}";

    private static DateTimeOffset? Next(
        VersionObservation seen, Duration age, List<ComponentVersion> beyond, bool isAnyNeeded)
    {
        var moments = beyond.Select(one => one.Metadata.CreationTimestamp + age.Value).Where(at => at > seen.Now);
        return isAnyNeeded ? moments.Append(seen.Now + LookAtNeeded).Min() : moments.Min();
    }
}
