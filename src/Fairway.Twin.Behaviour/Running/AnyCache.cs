using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Objects;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Garbage;

namespace Fairway.Twin.Behaviour.Running;

/// <summary>A cache of which only metadata matters, whatever it holds.</summary>
internal abstract class AnyCache
{
    public abstract KubeResource Resource { get; }

    public static AnyCache Of<T>(ObjectCache<T> cache)
        where T : class, IObjectView => new Typed<T>(cache);

    /// <summary>The version that the cache has reached.</summary>
    public abstract ResourceVersion Reached { get; }

    public abstract IEnumerable<ObjectMeta> Metas();

    public abstract bool Has(ObjectKey key);

    /// <summary>Keeps the graph up to date with the cache.</summary>
    public abstract IDisposable Feed(ObjectGraph graph);

    /// <summary>Reads and watches until cancelled.</summary>
    public abstract Task RunAsync(CancellationToken cancel);

    /// <summary>The metadata before and after each change; those that are there come as new.</summary>
    public abstract IDisposable Subscribe(Action<ObjectMeta?, ObjectMeta?> onChange);

    /// <summary>Wakes the uids in the graph that a change concerns.</summary>
    public abstract ControllerSource Concerned(ObjectGraph graph);

    /// <summary>Wakes keys by the metadata before and after a change.</summary>
    public abstract ControllerSource Map(Func<ObjectMeta?, ObjectMeta?, IEnumerable<ObjectKey>> keys);

    private sealed class Typed<T>(ObjectCache<T> cache) : AnyCache
        where T : class, IObjectView
    {
        public override KubeResource Resource => cache.Resource;

        public override ResourceVersion Reached => cache.Reached;

        public override IEnumerable<ObjectMeta> Metas() => cache.All.Select(item => item.Value.Meta);

        public override bool Has(ObjectKey key) => cache.Find(key) is not null;

        public override IDisposable Feed(ObjectGraph graph) => graph.Follow(cache);

        public override Task RunAsync(CancellationToken cancel) => cache.RunAsync(cancel);

        public override IDisposable Subscribe(Action<ObjectMeta?, ObjectMeta?> onChange) =>
            cache.Subscribe(change => onChange(change.Old?.Value.Meta, change.New?.Value.Meta));

        public override ControllerSource Concerned(ObjectGraph graph) =>
            ControllerSource.Map(cache, graph.ConcernedBy);

        public override ControllerSource Map(Func<ObjectMeta?, ObjectMeta?, IEnumerable<ObjectKey>> keys) =>
            ControllerSource.Map(cache, change => keys(change.Old?.Value.Meta, change.New?.Value.Meta));
    }
}
