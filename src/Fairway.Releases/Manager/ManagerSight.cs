namespace Fairway.Releases.Manager;

/// <summary>What can be seen of a manager from outside while it works. Safe for any number of threads.</summary>
public sealed class ManagerSight
{
    private volatile MetaCaches? _caches;

    /// <summary>What it has not read yet of the meta cluster, as plurals of resources in order; null before it
    /// began, empty where all is read.</summary>
    public IReadOnlyList<string>? Unread => _caches is { } caches
        ? [.. caches.All.Where(cache => !cache.HasSynced).Select(cache => cache.Resource.Plural)]
        : null;

    internal void Show(MetaCaches caches) => _caches = caches;
}
