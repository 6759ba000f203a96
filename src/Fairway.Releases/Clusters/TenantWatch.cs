using Fairway.Api;
using Fairway.Api.Releases;
using Fairway.Api.Rollouts;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;

namespace Fairway.Releases.Clusters;

/// <summary>
/// Watches the Rollouts of a tenant cluster while something is on its way there, and wakes its ClusterReleases. It only
/// wakes: what is decided on is read anew.
/// </summary>
internal sealed class TenantWatch(ClusterShardContext shard, WakeBell bell)
{
    private readonly Lock _lock = new();
    private IKubeApi? _followed;
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    /// <summary>Begins or ends to watch, as the phase wants it.</summary>
    public async Task FollowAsync(ClusterReleaseObservation seen, CancellationToken cancel)
    {
        if (!ClusterPhases.IsActing(seen.Status.Phase))
        {
            return;
        }

        IKubeApi tenant;
        try
        {
            tenant = await shard.Services.Directory.ConnectAsync(shard.ClusterId, cancel);
        }
        catch (KubeApiException)
        {
            // The look itself says so; there is nothing to watch.
            return;
        }

        await SwapAsync(tenant);
    }

    /// <summary>Ends it.</summary>
    public Task EndAsync() => SwapAsync(null);

    /// <summary>Several ClusterReleases may come here at once: who is first begins, under the lock.</summary>
    private async Task SwapAsync(IKubeApi? tenant)
    {
        CancellationTokenSource? stop;
        Task running;
        lock (_lock)
        {
            if (ReferenceEquals(tenant, _followed))
            {
                return;
            }

            (stop, running) = (_stop, _running);
            _followed = tenant;
            (_stop, _running) = tenant is null ? (null, Task.CompletedTask) : Begin(tenant);
        }

        stop?.Cancel();
        await running;
        stop?.Dispose();
    }

    private (CancellationTokenSource Stop, Task Running) Begin(IKubeApi tenant)
    {
        var cache = new ObjectCache<Rollout>(
            tenant, FairwayResources.Of<Rollout>(), ApiJson.Default.Rollout, shard.Services.Environment);
        cache.Subscribe(_ => Wake());
        var stop = new CancellationTokenSource();
        return (stop, cache.RunAsync(stop.Token));
    }

    private void Wake()
    {
        foreach (var item in shard.Services.Caches.ReleasesIn(shard.ClusterId).Where(IsActing))
        {
            bell.Ring(new ObjectKey(shard.ClusterId, item.Metadata.Name));
        }
    }

    private static bool IsActing(ClusterRelease item) =>
        item.Status is { } status && ClusterPhases.IsActing(status.Phase);
}
