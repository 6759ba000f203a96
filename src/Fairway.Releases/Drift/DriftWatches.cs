using Fairway.Api.Components;
using Fairway.Delivery.Drift;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Releases.Clusters;

namespace Fairway.Releases.Drift;

/// <summary>The watches of one cluster, one for each kind of change that can tell drift. They begin with the first
/// look, and end with the shard's term.</summary>
internal sealed class DriftWatches(ClusterShardContext shard, WakeBell bell) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<(IDriftKind Kind, IDriftWatch Watch)> begun = [];

    /// <summary>The watch for a type of component; null where none can tell drift of it.</summary>
    public IDriftWatch? Find(ComponentType type)
    {
        if (shard.Services.Drifts.FirstOrDefault(kind => kind.Carries(type)) is not { } kind)
        {
            return null;
        }

        lock (gate)
        {
            if (begun.Find(one => one.Kind == kind).Watch is { } known)
            {
                return known;
            }

            var watch = kind.Watch(shard.ClusterId, Ring);
            begun.Add((kind, watch));
            return watch;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, watch) in begun)
        {
            await watch.DisposeAsync();
        }
    }

    private void Ring(string component) => bell.Ring(new ObjectKey(shard.ClusterId, component));
}
