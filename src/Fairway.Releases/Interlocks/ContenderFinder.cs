using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Releases.Clusters;
using Fairway.Releases.Fleet;

namespace Fairway.Releases.Interlocks;

/// <summary>Who waits for a conflict domain of a cluster, so that it goes to the first in the queue when it becomes
/// free. Pure.</summary>
internal static class ContenderFinder
{
    /// <summary>The Releases that wait for a conflict domain of a cluster, or may be about to begin there, by
    /// cluster.</summary>
    public static ILookup<string, Release> Waiting(IEnumerable<Release> all) => (
        from release in all
        where IsOnItsWay(release)
        from cluster in (release.Status!.Interlocked ?? [])
            .Concat((release.Status.Slots ?? []).Select(slot => slot.Cluster)).Distinct(StringComparer.Ordinal)
        select (cluster, release)).ToLookup(one => one.cluster, one => one.release, StringComparer.Ordinal);

    /// <summary>The changes of Releases that come before this one, and would begin in the cluster as soon as the domain
    /// is free. What something else holds is no contender: it must not keep others from a domain that it does not
    /// use.</summary>
    /// <param name="own">The ClusterRelease that asks; it may not be stored yet.</param>
    /// <param name="release">Its Release.</param>
    /// <param name="all">Every Release, or those that <see cref="Waiting"/> gives for the cluster.</param>
    /// <param name="items">The ClusterReleases of the cluster.</param>
    /// <param name="domainOf">The conflict domain of a component.</param>
    public static IReadOnlyList<Contender> Find(
        ClusterRelease own,
        Release release,
        IEnumerable<Release> all,
        IEnumerable<ClusterRelease> items,
        Func<string, ConflictDomain> domainOf) =>
    [
        .. from other in all
           where other.Metadata.Uid != release.Metadata.Uid && Waits(other, own.ClusterId, items)
           where Rivals.IsBefore(other, release)
           orderby other.Metadata.Name
           from change in other.Spec.Changes
           let domain = domainOf(change.Component)
           where domain != ConflictDomain.None
           select new Contender(other.Metadata.Name, change.Component, domain),
    ];

    private static bool Waits(Release other, string cluster, IEnumerable<ClusterRelease> items) =>
        IsOnItsWay(other)
        && (other.Status!.Interlocked?.Contains(cluster) == true
            || (HoldFinder.HasSlot(other, cluster) && IsAboutToBegin(other, items)));

    private static bool IsOnItsWay(Release other) =>
        other is { Status.Phase: ReleasePhase.Running, Spec: { Paused: false, Stopped: false, RollBack: false } };

    private static bool IsAboutToBegin(Release other, IEnumerable<ClusterRelease> items) =>
        items.FirstOrDefault(item => item.Spec.Release == other.Metadata.Name)?.Status is null
            or { Intent: null, Phase: ClusterReleasePhase.Pending or ClusterReleasePhase.PreCheck };
}

/// <summary>A change of a Release that waits for a conflict domain, and comes first.</summary>
/// <param name="Release">The Release.</param>
/// <param name="Component">What it changes.</param>
/// <param name="Domain">What that may break.</param>
public sealed record Contender(string Release, string Component, ConflictDomain Domain);
