using System.Collections.Immutable;
using Fairway.Kube.Objects;

namespace Fairway.Kube.Caching;

/// <summary>Objects by values drawn from them. The owner locks.</summary>
internal sealed class CacheIndex<T>(Func<CachedObject<T>, IEnumerable<string>> values)
{
    private static readonly ImmutableSortedDictionary<ObjectKey, CachedObject<T>> None =
        ImmutableSortedDictionary.Create<ObjectKey, CachedObject<T>>(ObjectKeyComparer.Instance);

    private readonly Dictionary<string, ImmutableSortedDictionary<ObjectKey, CachedObject<T>>> _byValue = [];

    public ImmutableSortedDictionary<ObjectKey, CachedObject<T>> Find(string value) =>
        _byValue.GetValueOrDefault(value, None);

    public void Change(CachedObject<T>? old, CachedObject<T>? now)
    {
        string[] left = old is null ? [] : [.. values(old)];
        string[] entered = now is null ? [] : [.. values(now)];
        foreach (var value in left)
        {
            // Mostly the object stays where it is, and its new state takes the old one's place.
            if (!entered.Contains(value))
            {
                Remove(value, old!.Key);
            }
        }

        foreach (var value in entered)
        {
            _byValue[value] = Find(value).SetItem(now!.Key, now);
        }
    }

    private void Remove(string value, ObjectKey key)
    {
        var left = Find(value).Remove(key);
        if (left.IsEmpty)
        {
            _byValue.Remove(value);
        }
        else
        {
            _byValue[value] = left;
        }
    }
}
