using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Delivery.Drift;
using Fairway.Kube;
using Fairway.Releases.Clusters;
using Fairway.Releases.Manager;

namespace Fairway.Releases.Drift;

/// <summary>Sees whether a component has drifted on a cluster, unless a Release is at work there.</summary>
internal sealed class DriftReader(ClusterShardContext shard, DriftWatches watches)
{
    private MetaCaches Caches => shard.Services.Caches;

    /// <summary>What is seen; null where there is nothing to look for now.</summary>
    public async Task<DriftObservation?> ObserveAsync(ObjectKey key, CancellationToken cancel)
    {
        if (Caches.ClusterComponents.Find(key)?.Value is not { } item
            || Caches.Components.Find(new ObjectKey(null, key.Name))?.Value is not { } component
            || watches.Find(component.Spec.Type) is not { } watch
            || IsAtWork(key))
        {
            return null;
        }

        var (sight, trouble) = await LookAsync(watch, key.Name, cancel);
        return new DriftObservation(
            shard.Services.Now, item, component.Spec.DriftPolicy, sight, trouble, CorrectedBy(item));
    }

    private bool IsAtWork(ObjectKey key) => Caches.ReleasesIn(shard.ClusterId).Any(one =>
        !ClusterPhases.IsFinished((one.Status ?? new ClusterReleaseStatus()).Phase)
        && one.Spec.Changes.Any(change => change.Component == key.Name));

    private string? CorrectedBy(ClusterComponent item)
    {
        if (item.Status?.Correction is not { } last)
        {
            return null;
        }

        var name = DriftPlanner.NameOf(item, last.Number);
        var release = Caches.Releases.Find(new ObjectKey(null, name))?.Value;
        return release is not null && release.Status?.FinishedAt is null ? name : null;
    }

    private static async Task<(DriftSight? Sight, ClusterTrouble? Trouble)> LookAsync(
        IDriftWatch watch, string component, CancellationToken cancel)
    {
        try
        {
            return (await watch.LookAsync(component, cancel), null);
        }
        catch (Exception e) when (Troubles.Of(e) is not null)
        {
            return (null, Troubles.Of(e));
        }
    }
}
