using Fairway.Api.Meta;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Sharding;
using Fairway.Releases.Blockers;
using Fairway.Releases.CanaryTests;
using Fairway.Releases.Clusters;
using Fairway.Releases.Fleet;
using Fairway.Releases.Gates;
using Fairway.Releases.Metrics;

namespace Fairway.Releases.Manager;

/// <summary>Carries Releases through pipelines. Any number of replicas share the clusters by Leases.</summary>
public static class ReleaseManager
{
    /// <summary>Name of the group of replicas: prefix of its Leases in <c>fairway-system</c>.</summary>
    public const string Group = "fairway-manager";

    /// <summary>
    /// Works until cancelled; then gives its Leases up first. Failures of clusters and of the MetaDB are its everyday
    /// business, and stand in statuses; what it throws is an error of this program.
    /// </summary>
    public static async Task RunAsync(ManagerOptions options, CancellationToken cancel)
    {
        var services = new ReleaseServices
        {
            MetaApi = options.MetaApi,
            FenceReads = new FenceReads(options.MetaApi),
            Directory = options.Directory,
            MetaDb = options.MetaDb,
            Kinds = options.ChangeKinds,
            Gates = options.Gates ??
            [
                new HealthGate(options.Directory, options.ChangeKinds),
                new CanaryTestGate(options.Directory),
                new MetricGate(options.Metrics),
            ],
            Drifts = options.Drifts ?? [],
            Insights = options.Insights,
            Notifier = options.Notifier,
            LocalRunner = options.LocalRunner,
            Environment = options.Environment,
            Caches = new MetaCaches(options.MetaApi, options.Environment)
            {
                BlockerMetrics = new BlockerMetrics(options.Metrics, options.Environment),
            },
            Member = options.Member,
            LookEvery = options.LookEvery,
        };
        var shards = new ShardAssignment(options.MetaApi, Shards(options), options.Environment);
        options.Sight?.Show(services.Caches);
        using var shown = ReleaseMetrics.Watch(services.Caches);
        using var cachesEnd = new CancellationTokenSource();
        var caches = services.Caches.All.Select(cache => cache.RunAsync(cachesEnd.Token)).ToList();
        using var clusters = services.Caches.Clusters.Subscribe(_ => SetShards(shards, services.Caches));
        try
        {
            await SyncAsync(services.Caches, cancel);
            SetShards(shards, services.Caches);
            await shards.RunAsync((term, ended) => WorkAsync(services, term, ended), cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // As asked.
        }
        finally
        {
            cachesEnd.Cancel();
            await Task.WhenAll(caches);
            await services.Caches.BlockerMetrics.DisposeAsync();
        }
    }

    private static ShardOptions Shards(ManagerOptions options) => new()
    {
        Namespace = Labels.SystemNamespace,
        Group = Group,
        Member = options.Member,
        Duration = options.Leases.Duration,
        RenewDeadline = options.Leases.RenewDeadline,
        RenewPeriod = options.Leases.RenewPeriod,
    };

    private static async Task SyncAsync(MetaCaches caches, CancellationToken cancel)
    {
        foreach (var cache in caches.All)
        {
            await cache.WaitForSyncAsync(cancel);
        }
    }

    /// <summary>A cluster that is missing from the cache for a moment loses its shard for a moment, and nothing
    /// else.</summary>
    private static void SetShards(ShardAssignment shards, MetaCaches caches)
    {
        if (caches.Clusters.HasSynced)
        {
            shards.SetShards(caches.Clusters.All.Select(item => item.Value.Id).Prepend(FleetShard.Name));
        }
    }

    private static Task WorkAsync(ReleaseServices services, ShardTerm term, CancellationToken ended) =>
        term.Shard == FleetShard.Name
            ? FleetShard.RunAsync(services, ended)
            : ClusterShard.RunAsync(services, term, ended);
}
