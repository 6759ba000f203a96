using Fairway.Api.Clusters;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Queues;
using Fairway.Kube.Sharding;
using Fairway.Releases.Drift;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Clusters;

/// <summary>The work on one cluster: its ClusterReleases, and its Cluster's status.</summary>
internal static class ClusterShard
{
    private static readonly WorkQueueOptions Queue = WorkQueueOptions.Default with
    {
        FirstRetry = TimeSpan.FromMilliseconds(50),
        LongestRetry = TimeSpan.FromSeconds(10),
    };

    /// <summary>Works until the term ends.</summary>
    public static async Task RunAsync(ReleaseServices services, ShardTerm term, CancellationToken cancel)
    {
        var writes = new OwnWrites();
        var shard = new ClusterShardContext(services, term, writes.Through(services.MetaApi), new PermitBook(), cancel);
        var bell = new WakeBell();
        var watch = new TenantWatch(shard, bell);
        using var metrics = services.Caches.BlockerMetrics.Subscribe(() => All(shard).ToList().ForEach(bell.Ring));
        var host = new ControllerHost(services.Environment);
        foreach (var cache in services.Caches.All)
        {
            host.AddShared(cache);
        }

        host.Add(Releases(shard, watch, bell, writes)).Add(Sight(shard));
        await using var drift = DriftController.AddTo(host, shard);
        try
        {
            await host.RunAsync(cancel);
        }
        finally
        {
            await watch.EndAsync();
        }
    }

    private static ControllerDefinition Releases(
        ClusterShardContext shard, TenantWatch watch, WakeBell bell, OwnWrites writes)
    {
        var caches = shard.Services.Caches;
        var reader = new ClusterReader(shard);
        var reconciler = new ClusterReleaseReconciler(
            reader, new ClusterPass(shard, reader, watch), new ClusterStatusWriter(shard), new IntentTurn());
        return new ControllerDefinition(
            $"cluster-release-{shard.ClusterId}",
            reconciler,
            ControllerSource.MapIn(
                caches.ClusterReleases, shard.ClusterId, change => [change.Key, .. Interlocked(shard)]),
            ControllerSource.Map(
                caches.Releases, change => caches.NewsOf(change).IsFor(shard.ClusterId)
                    ? [new ObjectKey(shard.ClusterId, change.Key.Name), .. Interlocked(shard)]
                    : []),
            ControllerSource.Map(caches.Stops, _ => All(shard)),
            ControllerSource.Map(caches.Windows, _ => All(shard)),
            ControllerSource.Map(caches.Blockers, _ => All(shard)),
            ControllerSource.Map(caches.Approvals, change => [new ObjectKey(shard.ClusterId, ReleaseOf(change))]),
            ControllerSource.MapIn(caches.Clusters, shard.ClusterId, _ => All(shard)))
        {
            Family = "cluster-release",
            Bells = [bell],
            Reads = [caches.ClusterComponents],
            Writes = writes,
            Timeout = TimeSpan.FromMinutes(5),
            Queue = Queue,
        };
    }

    private static ControllerDefinition Sight(ClusterShardContext shard) => new(
        $"cluster-{shard.ClusterId}",
        new ClusterSightReconciler(shard),
        ControllerSource.MapIn(shard.Services.Caches.Clusters, shard.ClusterId, change => [change.Key]))
    {
        Family = "cluster",
        Workers = 1,
        Queue = Queue,
    };

    /// <summary>Those of the cluster that wait for others of their conflict domain.</summary>
    private static IEnumerable<ObjectKey> Interlocked(ClusterShardContext shard) =>
        shard.Services.Caches.InterlockedReleasesIn(shard.ClusterId)
            .Select(item => new ObjectKey(shard.ClusterId, item.Metadata.Name));

    private static IEnumerable<ObjectKey> All(ClusterShardContext shard) =>
        shard.Services.Caches.ReleasesIn(shard.ClusterId)
            .Select(item => new ObjectKey(shard.ClusterId, item.Metadata.Name));

    private static string ReleaseOf(CacheChange<Approval> change) => (change.New ?? change.Old)!.Value.Spec.Release;
}
