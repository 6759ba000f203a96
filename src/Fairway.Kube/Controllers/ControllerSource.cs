using Fairway.Kube.Caching;

namespace Fairway.Kube.Controllers;

/// <summary>What wakes a controller: the changes of a cache, each turned into the keys that must be looked
/// at.</summary>
public abstract class ControllerSource
{
    private protected ControllerSource(ObjectCache cache) => Cache = cache;

    /// <summary>The cache whose changes are followed; the controller does not start before it has synced.</summary>
    public ObjectCache Cache { get; }

    /// <summary>Each object wakes its own key.</summary>
    /// <param name="cache">The objects.</param>
    /// <param name="patience">See <see cref="Map"/>.</param>
    public static ControllerSource Self<T>(ObjectCache<T> cache, Func<CacheChange<T>, TimeSpan>? patience = null)
        where T : class => Map(cache, change => [change.Key], patience);

    /// <summary>Each object wakes the key of its controller, if that is of <paramref name="owner"/>'s group and
    /// kind.</summary>
    /// <param name="cache">The objects.</param>
    /// <param name="owner">What kind the controller must be of.</param>
    /// <param name="patience">See <see cref="Map"/>.</param>
    public static ControllerSource Owner<T>(
        ObjectCache<T> cache, KubeResource owner, Func<CacheChange<T>, TimeSpan>? patience = null)
        where T : class => Map(cache, change => OwnerKeys(change, owner), patience);

    /// <summary>
    /// Each change wakes the keys that <paramref name="keys"/> gives. After an overflow of the queue it is also asked
    /// about every object there is, as if it were new.
    /// </summary>
    /// <param name="cache">The objects.</param>
    /// <param name="keys">The keys that a change concerns.</param>
    /// <param name="patience">How long a change may wait until it is looked at, so that one look serves many changes
    /// where a look is dear; null, or zero, for at once.</param>
    public static ControllerSource Map<T>(
        ObjectCache<T> cache,
        Func<CacheChange<T>, IEnumerable<ObjectKey>> keys,
        Func<CacheChange<T>, TimeSpan>? patience = null)
        where T : class => new Source<T>(cache, keys, patience);

    /// <summary>As <see cref="Map"/>, of the objects of one namespace. The cache needs an index of them.</summary>
    /// <param name="cache">The objects.</param>
    /// <param name="ns">Their namespace.</param>
    /// <param name="keys">The keys that a change concerns.</param>
    public static ControllerSource MapIn<T>(
        ObjectCache<T> cache, string ns, Func<CacheChange<T>, IEnumerable<ObjectKey>> keys)
        where T : class => new NamespaceSource<T>(cache, ns, keys);

    /// <summary>
    /// Whoever rings <paramref name="bell"/> wakes keys. <paramref name="all"/> gives all keys that there are to look
    /// at: it is asked when the controller begins, and after an overflow of the queue.
    /// </summary>
    public static ControllerSource Rung(ObjectCache cache, WakeBell bell, Func<IEnumerable<ObjectKey>> all) =>
        new Bells(cache, bell, all);

    /// <summary>Wakes keys, each at once or by so much later.</summary>
    internal abstract IDisposable Subscribe(Action<ObjectKey, TimeSpan> wake);

    internal abstract IEnumerable<ObjectKey> AllKeys();

    private static IEnumerable<ObjectKey> OwnerKeys<T>(CacheChange<T> change, KubeResource owner)
    {
        var before = OwnerKey(change.Old, owner);
        var after = OwnerKey(change.New, owner);
        if (before is { } left && before != after)
        {
            yield return left;
        }

        if (after is { } now)
        {
            yield return now;
        }
    }

    private static ObjectKey? OwnerKey<T>(CachedObject<T>? item, KubeResource owner)
    {
        if (item?.Controller is not { } controller
            || !string.Equals(controller.Kind, owner.Kind, StringComparison.Ordinal))
        {
            return null;
        }

        var slash = controller.ApiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : controller.ApiVersion[..slash];
        return string.Equals(group, owner.Group, StringComparison.Ordinal)
            ? new ObjectKey(owner.Namespaced ? item.Key.Namespace : null, controller.Name)
            : null;
    }

    private sealed class Bells(ObjectCache cache, WakeBell bell, Func<IEnumerable<ObjectKey>> all)
        : ControllerSource(cache)
    {
        internal override IDisposable Subscribe(Action<ObjectKey, TimeSpan> wake)
        {
            var subscription = bell.Subscribe(key => wake(key, TimeSpan.Zero));
            foreach (var key in all())
            {
                wake(key, TimeSpan.Zero);
            }

            return subscription;
        }

        internal override IEnumerable<ObjectKey> AllKeys() => all();
    }

    private sealed class Source<T>(
        ObjectCache<T> cache,
        Func<CacheChange<T>, IEnumerable<ObjectKey>> keys,
        Func<CacheChange<T>, TimeSpan>? patience)
        : ControllerSource(cache)
        where T : class
    {
        internal override IDisposable Subscribe(Action<ObjectKey, TimeSpan> wake) => cache.Subscribe(change =>
        {
            var late = patience?.Invoke(change) ?? TimeSpan.Zero;
            foreach (var key in keys(change))
            {
                wake(key, late);
            }
        });

        internal override IEnumerable<ObjectKey> AllKeys()
        {
            foreach (var item in cache.All)
            {
                foreach (var key in keys(new CacheChange<T>(null, item)))
                {
                    yield return key;
                }
            }
        }
    }

    private sealed class NamespaceSource<T>(
        ObjectCache<T> cache, string ns, Func<CacheChange<T>, IEnumerable<ObjectKey>> keys)
        : ControllerSource(cache)
        where T : class
    {
        internal override IDisposable Subscribe(Action<ObjectKey, TimeSpan> wake) => cache.SubscribeIn(ns, change =>
        {
            foreach (var key in keys(change))
            {
                wake(key, TimeSpan.Zero);
            }
        });

        internal override IEnumerable<ObjectKey> AllKeys() =>
            cache.InNamespace(ns).SelectMany(item => keys(new CacheChange<T>(null, item)));
    }
}
