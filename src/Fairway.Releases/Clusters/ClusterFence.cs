using Fairway.Api;
using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Api.Safety;
using Fairway.Delivery.Changes;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Releases.Gates;
using Fairway.Releases.Interlocks;

namespace Fairway.Releases.Clusters;

/// <summary>
/// Reads, from the API server and before every write to a cluster, whether the write may be made: a cache may be old,
/// and a Lease fences nothing. What many fences read at once is read once for them.
/// </summary>
internal sealed class ClusterFence(ClusterShardContext shard, ClusterRelease item, bool beginsSomething) : IActFence
{
    private static readonly KubeResource ClusterReleases = FairwayResources.Of<ClusterRelease>();

    public Task EnsureAsync(CancellationToken cancel) => EnsureAsync(beginsSomething, cancel);

    public Task EnsureMayBeginAsync(CancellationToken cancel) => EnsureAsync(true, cancel);

    private async Task EnsureAsync(bool begins, CancellationToken cancel)
    {
        if (shard.Ended.IsCancellationRequested)
        {
            throw new FencedException("LeaseLost", $"the Lease on {shard.ClusterId} is not ours any more");
        }

        try
        {
            await ReadAsync(begins, cancel);
        }
        catch (KubeApiException e)
        {
            throw new FencedException("MetaClusterUnavailable", $"the meta cluster does not answer: {e.Message}");
        }
    }

    private async Task ReadAsync(bool begins, CancellationToken cancel)
    {
        var reads = shard.Services.FenceReads;
        var fleet = reads.FleetAsync(begins, cancel);
        var release = reads.ReleaseAsync(item.Spec.Release, cancel);
        var own = shard.Services.MetaApi.FindAsync(
            ClusterReleases,
            new ObjectKey(shard.ClusterId, item.Metadata.Name),
            ApiJson.Default.ClusterRelease,
            cancel);
        var cluster = reads.ClusterAsync(shard.ClusterId, cancel);
        var neighbours = ReadNeighboursAsync(begins, cancel);
        await Task.WhenAll(fleet, release, own, cluster, neighbours);
        EnsureOurs(await own);
        var book = BookOf((await fleet).Gates, await neighbours);
        EnsureFree(new FenceFacts(await own, await release, await cluster, (await fleet).Stops, book), begins);
    }

    private GateBook BookOf(GateBook read, IReadOnlyList<ClusterRelease> neighbours)
    {
        var others = FactsOf(neighbours);
        return read with
        {
            OccupantsOf = own => OccupantFinder.Find(own, others),
            DomainOf = shard.Services.Caches.DomainOf,

            // Not read anew: who asks a slow source after the stops would act on old ones.
            ReadingOf = shard.Services.Caches.BlockerMetrics.Find,
        };
    }

    /// <summary>Only changes with a conflict domain have any, and only what begins asks for them.</summary>
    private Task<IReadOnlyList<ClusterRelease>> ReadNeighboursAsync(bool begins, CancellationToken cancel) =>
        begins && item.Spec.Changes.Any(HasDomain)
            ? shard.Services.MetaApi.ListAllAsync(
                ClusterReleases,
                ListQuery.All with { Namespace = shard.ClusterId },
                ApiJson.Default.ClusterRelease,
                cancel)
            : Task.FromResult<IReadOnlyList<ClusterRelease>>([]);

    private bool HasDomain(ClusterChange change) =>
        shard.Services.Caches.DomainOf(change.Component) != ConflictDomain.None;

    /// <summary>The intents of others are read from the API server; what their Releases are, and the stops that concern
    /// them, may be known later.</summary>
    private OccupantFacts FactsOf(IReadOnlyList<ClusterRelease> items)
    {
        var caches = shard.Services.Caches;
        return new OccupantFacts(
            items,
            caches.Cluster(shard.ClusterId)?.Metadata.Labels,
            caches.Stops.All.Select(stop => stop.Value),
            caches.ReleaseOf,
            caches.DomainOf);
    }

    private void EnsureOurs(ClusterRelease? now)
    {
        if (now is null || now.Metadata.Uid != item.Metadata.Uid)
        {
            throw new FencedException("Gone", $"the ClusterRelease {item.Metadata.Name} of {shard.ClusterId} is gone");
        }

        if (now.Status?.Intent?.Epoch > shard.Term.Epoch)
        {
            throw new FencedException(
                "AnotherManager",
                $"another manager has {shard.ClusterId}: its epoch is {now.Status.Intent.Epoch}, and ours is "
                + $"{shard.Term.Epoch}");
        }
    }

    private void EnsureFree(FenceFacts facts, bool begins)
    {
        var (now, release, cluster, stops, book) = facts;
        if (cluster is null || cluster.Metadata.DeletionTimestamp is not null)
        {
            throw new FencedException("Gone", $"the Cluster {shard.ClusterId} is gone");
        }

        var direction = item.Status?.Direction ?? Direction.Forward;
        if (now!.Spec.Direction == Direction.Back && direction == Direction.Forward)
        {
            throw new FencedException("Turned", "its Release goes back");
        }

        var hold = HoldFinder.Find(new HoldFacts
        {
            ClusterId = shard.ClusterId,
            ClusterLabels = cluster.Metadata.Labels,
            Release = release,
            Stops = stops,
            Components = [.. item.Spec.Changes.Select(change => change.Component)],
            Direction = direction,
            NeedsSlot = true,
            Gates = ClusterGates.Ask(now, release, cluster, book, shard.Services.Now),
        });
        if (hold is not null && (begins || hold.Extent != HoldExtent.NewSteps))
        {
            throw new FencedException(hold.Reason, hold.Message);
        }
    }

    /// <summary>What the API server says.</summary>
    private sealed record FenceFacts(
        ClusterRelease? Own, Release? Release, Cluster? Cluster, IReadOnlyList<EmergencyStop> Stops, GateBook Book);
}
