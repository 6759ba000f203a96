using System.Collections.Immutable;
using Fairway.Kube.Objects;

namespace Fairway.Kube.Caching;

/// <summary>One immutable state of a cache. <paramref name="Reading"/> numbers the reading of everything that it stands
/// on.</summary>
internal sealed record CacheState<T>(
    ImmutableSortedDictionary<ObjectKey, CachedObject<T>> Objects,
    ResourceVersion Reached,
    long Reading,
    bool HasSynced);
