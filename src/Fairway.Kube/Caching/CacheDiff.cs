using System.Collections.Immutable;
using Fairway.Kube.Objects;

namespace Fairway.Kube.Caching;

/// <summary>What lies between two states of a cache. Pure.</summary>
internal static class CacheDiff
{
    /// <summary>Walks both in key order. An object whose version is unchanged is no change.</summary>
    public static List<CacheChange<T>> Between<T>(
        ImmutableSortedDictionary<ObjectKey, CachedObject<T>> before,
        ImmutableSortedDictionary<ObjectKey, CachedObject<T>> after)
    {
        var changes = new List<CacheChange<T>>();
        using var olds = before.Values.GetEnumerator();
        using var news = after.Values.GetEnumerator();
        var old = Next(olds);
        var now = Next(news);
        while (old is not null || now is not null)
        {
            var order = old is null ? 1 : now is null ? -1 : ObjectKeyComparer.Instance.Compare(old.Key, now.Key);
            changes.AddRange(Of(order <= 0 ? old : null, order >= 0 ? now : null));
            old = order <= 0 ? Next(olds) : old;
            now = order >= 0 ? Next(news) : now;
        }

        return changes;
    }

    /// <summary>The changes of one key: none where the version is the same, two where another object took its
    /// name.</summary>
    public static IReadOnlyList<CacheChange<T>> Of<T>(CachedObject<T>? old, CachedObject<T>? now)
    {
        if (old is null && now is null)
        {
            return [];
        }

        if (old is null || now is null || string.Equals(old.Uid, now.Uid, StringComparison.Ordinal))
        {
            var same = old is not null && now is not null && old.Version == now.Version && !now.Version.IsNone;
            return same ? [] : [new CacheChange<T>(old, now)];
        }

        return [new CacheChange<T>(old, null), new CacheChange<T>(null, now)];
    }

    private static CachedObject<T>? Next<T>(IEnumerator<CachedObject<T>> items) =>
        items.MoveNext() ? items.Current : null;
}
