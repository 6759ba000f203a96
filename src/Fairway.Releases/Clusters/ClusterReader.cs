using Fairway.Api.Clusters;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Gates;
using Fairway.Kube;
using Fairway.Releases.Gates;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Clusters;

/// <summary>Sees what the planner of a Release in a cluster needs in its phase, and no more.</summary>
internal sealed class ClusterReader(ClusterShardContext shard)
{
    private MetaCaches Caches => shard.Services.Caches;

    /// <summary>What is seen now; null where there is no such ClusterRelease.</summary>
    public async Task<ClusterReleaseObservation?> ObserveAsync(ObjectKey key, CancellationToken cancel)
    {
        var item = Caches.ClusterReleases.Find(key)?.Value;
        return item is null || item.Metadata.DeletionTimestamp is not null || item.Spec.Changes.Count == 0
            ? null
            : await ObserveAsync(item, cancel);
    }

    /// <summary>The same of one whose status is decided on, and not stored yet.</summary>
    public async Task<ClusterReleaseObservation> ObserveAsync(ClusterRelease item, CancellationToken cancel)
    {
        var release = Caches.ReleaseOf(item);
        var now = shard.Services.Now;
        var (book, cluster) = (Caches.Gates, Caches.Cluster(shard.ClusterId));
        var queries = ClusterGates.Queries(item, release, cluster, book, now);
        Caches.BlockerMetrics.Want(queries);
        var verdicts = ClusterGates.Ask(item, release, cluster, book, now);
        var seen = new ClusterReleaseObservation
        {
            Now = now,
            ClusterRelease = item,
            Epoch = shard.Term.Epoch,
            HasSlot = HoldFinder.HasSlot(release, shard.ClusterId),
            Hold = FindHold(item, release, verdicts),
            Skip = SkipPlanner.Find(release, item.ClusterId),
            Retry = RetryPlanner.Find(release, item.ClusterId),
            GrantedAt = shard.Permits.Find(item),
        };

        // What was not read yet holds, but is no evidence.
        var isRead = queries.All(one => book.ReadingOf(one.Query) is not null);
        seen = seen with { Gates = isRead ? ClusterGates.Findings(seen, verdicts) : [] };
        return NeedsLook(seen) ? await LookAsync(seen, cancel) : seen;
    }

    /// <summary>What is in the way of everything that is planned; asks nobody.</summary>
    private ClusterHold? FindHold(ClusterRelease item, Release? release, IReadOnlyList<GateVerdict> verdicts)
    {
        var status = item.Status ?? new ClusterReleaseStatus();
        return HoldFinder.Find(new HoldFacts
        {
            ClusterId = shard.ClusterId,
            ClusterLabels = Caches.Cluster(shard.ClusterId)?.Metadata.Labels,
            Release = release,
            Stops = Caches.Stops.All.Select(stop => stop.Value),
            Components = [.. item.Spec.Changes.Select(change => change.Component)],
            Direction = item.Spec.Direction == Direction.Back ? Direction.Back : status.Direction,
            NeedsSlot = status.Phase == ClusterReleasePhase.PreCheck || ClusterPhases.IsActing(status.Phase),
            Gates = verdicts,
        });
    }

    private static bool NeedsLook(ClusterReleaseObservation seen)
    {
        var status = seen.Status;
        var turns = seen.Spec.Direction == Direction.Back && status.Direction == Direction.Forward;
        return !turns
            && status.Phase != ClusterReleasePhase.Pending
            && !ClusterPhases.IsFinished(status.Phase)
            && !(status.Intent?.Epoch > seen.Epoch)
            && !(seen.Hold is { } hold && HoldPlanner.Holds(hold, seen));
    }

    private async Task<ClusterReleaseObservation> LookAsync(ClusterReleaseObservation seen, CancellationToken cancel)
    {
        if (AnotherCluster() is { } other)
        {
            return seen with { Trouble = other };
        }

        try
        {
            var look = new ClusterLook(shard, seen);
            return seen.Status.Phase switch
            {
                ClusterReleasePhase.PreCheck or ClusterReleasePhase.Held => await look.BeforeAsync(cancel),
                ClusterReleasePhase.Configure => await look.ConfigureAsync(cancel),
                _ => await look.SightAsync(cancel),
            };
        }
        catch (Exception e) when (Troubles.Of(e) is not null)
        {
            return seen with { Trouble = Troubles.Of(e) };
        }
    }

    /// <summary>Where another cluster answers than the one that is recorded, nothing is done.</summary>
    private ClusterTrouble? AnotherCluster()
    {
        var ready = Caches.Cluster(shard.ClusterId)?.Status?.Conditions.Find(ClusterConditions.Ready);
        return ready is { Reason: ClusterConditions.AnotherCluster }
            ? new ClusterTrouble(TroubleKind.Disagreement, ClusterReleaseReasons.RecordsDisagree, ready.Message)
            : null;
    }
}
