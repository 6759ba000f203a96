using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Api.Safety;
using Fairway.Releases.Clusters;
using Fairway.Releases.Stops;

namespace Fairway.Releases.Interlocks;

/// <summary>Which conflict domains of a cluster are taken. Pure.</summary>
internal static class OccupantFinder
{
    /// <summary>The changes of other Releases that are under way: their intent is recorded, and they have not ended. A
    /// Release that is stopped for good, or held by an EmergencyStop, takes nothing: a fix must get through.</summary>
    public static IReadOnlyList<Occupant> Find(ClusterRelease own, OccupantFacts facts) =>
    [
        .. from item in facts.Items
           where item.Metadata.Uid != own.Metadata.Uid && item.Spec.Release != own.Spec.Release
           where item.Status is { Intent: not null } status && !ClusterPhases.IsFinished(status.Phase)
           where IsAlive(item, facts)
           from change in item.Spec.Changes
           let domain = facts.DomainOf(change.Component)
           where domain != ConflictDomain.None
           select new Occupant(item.Spec.Release, change.Component, domain, item.Status!.Intent!.At)
           {
               IsBack = item.Status.Direction == Direction.Back,
           },
    ];

    private static bool IsAlive(ClusterRelease item, OccupantFacts facts) =>
        facts.ReleaseOf(item) is
            { Spec.Stopped: false, Status.Phase: not (ReleasePhase.Stopped or ReleasePhase.Superseded) }
        && StopMatching.Find(
            facts.Stops, facts.ClusterLabels, [.. item.Spec.Changes.Select(change => change.Component)]) is null;
}

/// <summary>What is known of a cluster's neighbours.</summary>
/// <param name="Items">The ClusterReleases of the cluster.</param>
/// <param name="ClusterLabels">The cluster's labels.</param>
/// <param name="Stops">Every EmergencyStop.</param>
/// <param name="ReleaseOf">The Release of a ClusterRelease; null where it is gone.</param>
/// <param name="DomainOf">The conflict domain of a component.</param>
internal sealed record OccupantFacts(
    IEnumerable<ClusterRelease> Items,
    IReadOnlyDictionary<string, string>? ClusterLabels,
    IEnumerable<EmergencyStop> Stops,
    Func<ClusterRelease, Release?> ReleaseOf,
    Func<string, ConflictDomain> DomainOf);
