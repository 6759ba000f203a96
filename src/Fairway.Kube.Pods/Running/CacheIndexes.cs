using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Running;

/// <summary>Indexes by which controllers find what concerns them without walking everything.</summary>
internal static class CacheIndexes
{
    private const string Orphans = "orphans";

    /// <summary>Indexes children by their controller, and those without one by namespace.</summary>
    public static ObjectCache<T> WithChildIndexes<T>(this ObjectCache<T> cache)
        where T : class, IObjectView
    {
        cache.AddControllerIndex();
        cache.AddIndex(Orphans, item => item.Controller is null ? [item.Key.Namespace ?? ""] : []);
        return cache;
    }

    /// <summary>Children of an owner, and orphans of its namespace that the selector matches.</summary>
    public static IEnumerable<T> Candidates<T>(this ObjectCache<T> cache, ObjectMeta owner, LabelSelector? selector)
        where T : class, IObjectView
    {
        var orphans = cache.Lookup(Orphans, owner.Namespace ?? "").Select(item => item.Value)
            .Where(v => selector is not null && selector.Matches(v.Meta.Labels));
        return cache.ControlledBy(owner.Uid).Select(item => item.Value).Concat(orphans);
    }

    public static IEnumerable<T> Values<T>(this ObjectCache<T> cache)
        where T : class, IObjectView => cache.All.Select(item => item.Value);
}
