using Fairway.Api.Components;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.OwnWriting;
using Fairway.Kube.Queues;
using Fairway.Releases.Clusters;

namespace Fairway.Releases.Drift;

/// <summary>Looks for drift in one cluster: at what its watches tell of, and after each Release.</summary>
internal static class DriftController
{
    private static readonly WorkQueueOptions Queue = WorkQueueOptions.Default with
    {
        FirstRetry = TimeSpan.FromMilliseconds(200),
        LongestRetry = TimeSpan.FromMinutes(1),
    };

    /// <summary>Adds the controller; dispose what it gives when the host has ended.</summary>
    public static DriftWatches AddTo(ControllerHost host, ClusterShardContext shard)
    {
        var bell = new WakeBell();
        var watches = new DriftWatches(shard, bell);
        if (shard.Services.Drifts.Count == 0)
        {
            return watches;
        }

        var caches = shard.Services.Caches;
        var writes = new OwnWrites();
        var cluster = shard.ClusterId;
        var writer = new DriftWriter(shard, writes.Through(shard.Services.MetaApi));
        host.Add(new ControllerDefinition(
            $"drift-{cluster}",
            new DriftReconciler(new DriftReader(shard, watches), writer),
            ControllerSource.MapIn(caches.ClusterComponents, cluster, change => IsNews(change) ? [change.Key] : []),
            ControllerSource.MapIn(caches.ClusterReleases, cluster, Changed),
            ControllerSource.Map(caches.Releases, change => Only(cluster, Corrected(change))),
            ControllerSource.Map(
                caches.Components, change => IsOther(change) ? [new ObjectKey(cluster, change.Key.Name)] : []))
        {
            Family = "drift",
            Bells = [bell],
            Writes = writes,
            Workers = 2,
            Timeout = TimeSpan.FromMinutes(2),
            Queue = Queue,
        });
        return watches;
    }

    private static IEnumerable<ObjectKey> Only(string cluster, IEnumerable<ObjectKey> keys) =>
        keys.Where(key => key.Namespace == cluster);

    /// <summary>What a look at drift itself has written is no reason for another one.</summary>
    private static bool IsNews(CacheChange<ClusterComponent> change)
    {
        var (old, now) = (change.Old?.Value, change.New?.Value);
        return change.Old?.Uid != change.New?.Uid
            || now?.Status is null
            || old?.Spec != now.Spec
            || old.Status?.Record != now.Status.Record
            || old.Status?.Drift.HasValue != now.Status.Drift.HasValue;
    }

    private static IEnumerable<ObjectKey> Changed(CacheChange<ClusterRelease> change) =>
        (change.New ?? change.Old)!.Value.Spec.Changes
            .Select(one => new ObjectKey(change.Key.Namespace, one.Component));

    /// <summary>Its status, which says how far its versions are, is not what drift is judged by.</summary>
    private static bool IsOther(CacheChange<Component> change) =>
        change.Old?.Value.Metadata.Generation != change.New?.Value.Metadata.Generation
        || change.Old?.Uid != change.New?.Uid;

    private static IEnumerable<ObjectKey> Corrected(CacheChange<Release> change)
    {
        var metadata = (change.New ?? change.Old)!.Value.Metadata;
        return metadata.Label(Labels.Component) is { } component && metadata.Label(Labels.Cluster) is { } cluster
            ? [new ObjectKey(cluster, component)]
            : [];
    }
}
