using Fairway.Api.Releases;

namespace Fairway.Releases.Clusters;

/// <summary>When this process last granted which step: in memory only, for a grant may always be repeated.</summary>
internal sealed class PermitBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _granted = new(StringComparer.Ordinal);

    /// <summary>When the step that the status names was granted; null where it was not.</summary>
    public DateTimeOffset? Find(ClusterRelease item)
    {
        lock (_lock)
        {
            return _granted.TryGetValue(KeyOf(item), out var at) ? at : null;
        }
    }

    /// <summary>The step was granted.</summary>
    public void Granted(ClusterRelease item, DateTimeOffset at)
    {
        lock (_lock)
        {
            _granted[KeyOf(item)] = at;
        }
    }

    /// <summary>Nothing is granted any more.</summary>
    public void Forget(ClusterRelease item)
    {
        lock (_lock)
        {
            _granted.Remove(KeyOf(item));
        }
    }

    private static string KeyOf(ClusterRelease item)
    {
        var status = item.Status;
        return $"{item.Metadata.Uid}/{status?.Attempt}/{status?.Direction}/{status?.Change}/{status?.Step}";
    }
}
