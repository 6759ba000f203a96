using System.Globalization;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Releases.Fleet;
using Fairway.Releases.Gates;
using Fairway.Releases.Interlocks;

namespace Fairway.Releases.Why;

/// <summary>Whom a Release waits for in a cluster: who has its component or its conflict domain, or comes first in the
/// queue for it; since when, and what would let it go on. Pure.</summary>
internal static class ContenderLines
{
    private const int HighestPriority = 1000;

    /// <summary>What gates decide on, with the neighbours that the observation shows.</summary>
    public static GateBook Book(WhyObservation seen)
    {
        var facts = new OccupantFacts(
            seen.ClusterReleases, seen.Cluster?.Metadata.Labels, seen.Stops, item => Find(seen, item), Domain);
        return seen.Gates with
        {
            DomainOf = Domain,
            OccupantsOf = item => OccupantFinder.Find(item, facts),
            ContendersOf = (item, release) =>
                ContenderFinder.Find(item, release, seen.Releases, seen.ClusterReleases, Domain),
        };

        ConflictDomain Domain(string component) =>
            seen.Components.FirstOrDefault(one => one.Metadata.Name == component)?.Spec.ConflictDomain
            ?? ConflictDomain.None;
    }

    /// <summary>The Release of the same component that goes first, where this one has not begun.</summary>
    public static IEnumerable<WhyLine> OfRival(WhyObservation seen, Release release)
    {
        if (!Rivals.IsWaiting(release) || Rivals.Find(release, seen.Releases) is not { } name)
        {
            yield break;
        }

        var rival = seen.Releases.First(one => one.Metadata.Name == name);
        var shared = release.Spec.Changes.Select(one => one.Component)
            .Intersect(rival.Spec.Changes.Select(one => one.Component), StringComparer.Ordinal);
        var names = string.Join(", ", shared);
        var says = Rivals.IsWaiting(rival)
            ? $"waits for {names} too, and comes first (made {Time(rival.Metadata.CreationTimestamp)}, "
                + $"priority {rival.Spec.Priority ?? 0}); {Overtake(release, rival)}"
            : $"has {names} since {Time(rival.Status?.StartedAt)}: {release.Metadata.Name} begins when it has ended, "
                + $"or at once after: fairway release stop {name}";
        yield return new WhyLine($"Release {name}", says, WhyKind.Waiting);
    }

    /// <summary>Who has the conflict domains of a Release in the cluster, or else who comes first for them.</summary>
    public static IEnumerable<WhyLine> OfDomains(
        WhyObservation seen, Release release, ClusterRelease item, GateBook book)
    {
        var domains = item.Spec.Changes.Select(change => book.DomainOf(change.Component))
            .Where(domain => domain != ConflictDomain.None).ToHashSet();
        var taken = book.OccupantsOf(item).Where(one => domains.Contains(one.Domain)).OrderBy(one => one.Since)
            .ThenBy(one => one.Release, StringComparer.Ordinal).ToList();
        foreach (var one in taken)
        {
            yield return new WhyLine($"conflict domain {one.Domain}", Taken(seen, one), WhyKind.Waiting);
        }

        var first = taken.Count > 0 ? [] : book.ContendersOf(item, release);
        foreach (var one in first.Where(one => domains.Contains(one.Domain)))
        {
            var other = seen.Releases.First(release => release.Metadata.Name == one.Release);
            yield return new WhyLine(
                $"conflict domain {one.Domain}",
                $"the Release {one.Release} waits for it with {one.Component} too, and comes first (made "
                + $"{Time(other.Metadata.CreationTimestamp)}, priority {other.Spec.Priority ?? 0}); "
                + Overtake(release, other),
                WhyKind.Waiting);
        }
    }

    private static string Taken(WhyObservation seen, Occupant one)
    {
        var status = seen.ClusterReleases.FirstOrDefault(item => item.Spec.Release == one.Release)?.Status;
        var where = status?.Message is { } message ? $"{status.Phase}, {message}" : $"{status?.Phase}";
        return $"the Release {one.Release} has it with {one.Component} since {Time(one.Since)} ({where}); it is free "
            + $"when that has ended here, or at once after: fairway release stop {one.Release}";
    }

    /// <summary>Each point of priority counts as an hour of age.</summary>
    private static string Overtake(Release release, Release other)
    {
        var behind = (release.Metadata.CreationTimestamp - other.Metadata.CreationTimestamp)?.TotalHours ?? 0;
        var needed = (other.Spec.Priority ?? 0) + (int)Math.Floor(Math.Max(behind, 0)) + 1;
        return needed > HighestPriority
            ? $"{release.Metadata.Name} goes on after it"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{release.Metadata.Name} goes on after it, or before it with a spec.priority of {needed}");
    }

    private static Release? Find(WhyObservation seen, ClusterRelease item) => seen.Releases.FirstOrDefault(
        release => release.Metadata.Name == item.Spec.Release
            && item.Metadata.OwnerReferences?.Any(owner => owner.Uid == release.Metadata.Uid) == true);

    private static string Time(DateTimeOffset? moment) => $"{moment?.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
}
