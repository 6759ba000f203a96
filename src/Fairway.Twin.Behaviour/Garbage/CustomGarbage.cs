using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.CustomResources;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Garbage;

/// <summary>Feeds custom resources to the graph of owners, and wakes whom their changes concern.</summary>
internal sealed class CustomGarbage(ObjectGraph graph, WakeBell bell) : ICustomCacheFollower
{
    /// <summary>All that is to be looked at where nothing is known yet.</summary>
    public static IEnumerable<ObjectKey> All(ObjectGraph graph, IEnumerable<AnyCache> caches) =>
        caches.SelectMany(cache => cache.Metas()).SelectMany(meta => graph.ConcernedBy(null, meta));

    public IDisposable Follow(AnyCache cache)
    {
        var feed = cache.Feed(graph);
        var wake = cache.Subscribe((old, now) => Ring(graph.ConcernedBy(old, now)));

        // Their owners could not be asked for before.
        Ring(graph.OwnedByKind(cache.Resource).Select(node => ObjectGraph.KeyOf(node.Meta.Uid)));
        return new Both(feed, wake);
    }

    public void Lose(AnyCache cache)
    {
        foreach (var meta in cache.Metas())
        {
            graph.Lose(meta);
            Ring(graph.ConcernedBy(meta, null));
        }
    }

    private void Ring(IEnumerable<ObjectKey> keys)
    {
        foreach (var key in keys)
        {
            bell.Ring(key);
        }
    }

    private sealed class Both(IDisposable first, IDisposable second) : IDisposable
    {
        public void Dispose()
        {
            first.Dispose();
            second.Dispose();
        }
    }
}
