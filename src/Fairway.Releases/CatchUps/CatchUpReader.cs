using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Releases.Fleet;
using Fairway.Releases.Manager;

namespace Fairway.Releases.CatchUps;

/// <summary>Sees who missed a Release, and what stands in the way of catching up. Of caches only.</summary>
internal sealed class CatchUpReader(MetaCaches caches)
{
    /// <summary>The clusters that missed it; none while it is under way.</summary>
    /// <param name="release">The Release.</param>
    /// <param name="isGone">Asks the API server whether a Cluster is gone that is not in the cache.</param>
    public async Task<IReadOnlyList<MissedSight>> LookAsync(Release release, Func<string, Task<bool>> isGone)
    {
        var sights = new List<MissedSight>();
        foreach (var known in release.Status is { Phase: ReleasePhase.Succeeded, Missed: { } missed } ? missed : [])
        {
            var cluster = caches.Cluster(known.Cluster);
            var gone = cluster is null
                ? await isGone(known.Cluster)
                : cluster.Metadata.DeletionTimestamp is not null;
            sights.Add(Sight(release, known, cluster) with { IsGone = gone });
        }

        return sights;
    }

    /// <summary>For how long after its end clusters catch up with a Release.</summary>
    public Duration LimitOf(Release release) => (Pipeline(release)?.Retention ?? new ReleaseRetention()).CatchUp;

    /// <summary>The Release to which one that catches up gives way: one that came after what it brings, or that wants
    /// one of its components; null for none.</summary>
    public string? Newer(Release order)
    {
        var releases = All();
        var origin = releases.FirstOrDefault(one => one.Metadata.Uid == order.Spec.CatchUp!.Uid);
        if (origin is not null && order.Spec.Cluster is { } cluster)
        {
            var newness = NewnessOf(cluster, releases);
            if (order.Spec.Changes.Select(change => newness.After(origin, change.Component)).FirstOrDefault(
                one => one is not null && one != order.Metadata.Name) is { } later)
            {
                return later;
            }
        }

        return releases.Where(other => CatchUpRules.Yields(order, other))
            .OrderBy(other => other.Metadata.CreationTimestamp)
            .ThenBy(other => other.Metadata.Name, StringComparer.Ordinal)
            .FirstOrDefault()?.Metadata.Name;
    }

    private List<Release> All() => [.. caches.Releases.All.Select(item => item.Value)];

    private ReleasePipelineSpec? Pipeline(Release release) =>
        caches.Pipelines.Find(new ObjectKey(null, release.Spec.Pipeline))?.Value.Spec;

    private MissedSight Sight(Release release, MissedCluster known, Cluster? cluster)
    {
        var made = known.CatchUp is { } name ? caches.Releases.Find(new ObjectKey(null, name))?.Value : null;
        if (cluster is null)
        {
            return new MissedSight { Known = known, Made = made };
        }

        var all = All();
        var newness = NewnessOf(cluster.Id, all);
        var content = release.Spec.Changes.Where(CatchUpPlanner.IsContent)
            .Where(change => Applies(change.Component, cluster)).ToList();
        var owed = content.Where(change => newness.After(release, change.Component) is null).ToList();
        var next = owed.Count == 0
            ? null
            : CatchUpMaker.Order(release, cluster.Id, owed, (known.Attempts ?? 0) + 1);
        var later = content.Select(change => newness.After(release, change.Component)).OfType<string>();
        return new MissedSight
        {
            Known = known,
            Made = made,
            Next = next,
            Answers = cluster.Status?.Conditions.IsTrue(ClusterConditions.Ready) == true,
            Stage = Pipeline(release) is { } pipeline
                ? pipeline.Stages.FirstOrDefault(
                    stage => stage.Name == Membership.StageOf(pipeline, release, cluster))
                : null,
            Importance = Membership.Importance(cluster),
            Later = owed.Count == 0 ? later.FirstOrDefault() : null,
            Forgotten = owed.Select(change => newness.Forgotten(change.Component)).OfType<string>().FirstOrDefault(),
            AtWork = next is null ? null : AtWork(release, next, all),
        };
    }

    /// <summary>Who has a component, or waits for it; and of two that a cluster missed, the one that began
    /// first.</summary>
    private static string? AtWork(Release origin, Release next, IReadOnlyList<Release> all) => all
        .Where(other => other.Metadata.Uid != origin.Metadata.Uid && other.Metadata.Name != next.Metadata.Name)
        .Where(other => Rivals.Share(next, other))
        .Where(other => Rivals.IsUnderWay(other) || Rivals.IsWaiting(other)
            || (other.Status?.StartedAt < origin.Status?.StartedAt
                && other.Status is { Phase: ReleasePhase.Succeeded, Missed: { } missed }
                && missed.Any(one => one.Cluster == next.Spec.Cluster && CatchUpPlanner.IsOpen(one))))
        .OrderBy(other => other.Metadata.CreationTimestamp)
        .ThenBy(other => other.Metadata.Name, StringComparer.Ordinal)
        .FirstOrDefault()?.Metadata.Name;

    private bool Applies(string component, Cluster cluster) =>
        Component(component) is { } found && Membership.Applies(found, cluster);

    private Component? Component(string name) => caches.Components.Find(new ObjectKey(null, name))?.Value;

    private Newness NewnessOf(string cluster, IReadOnlyList<Release> releases) => new(
        releases,
        release => Reaches(release, cluster),
        component => caches.ClusterComponents.Find(new ObjectKey(cluster, component))?.Value.Spec.Release);

    /// <summary>Where its pipeline is gone, a Release counts as one for all.</summary>
    private bool Reaches(Release release, string id) => caches.Cluster(id) is { } cluster
        && (Pipeline(release) is { } pipeline
            ? Membership.StageOf(pipeline, release, cluster) is not null
            : release.Spec.Cluster is null || release.Spec.Cluster == id);
}
