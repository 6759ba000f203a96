using Fairway.Api.Releases;

namespace Fairway.Releases.Clusters;

/// <summary>When this process last granted which step, or brought the configuration before the first: in memory only,
/// for both may always be repeated. Of each ClusterRelease the newest is kept, until it has ended.</summary>
internal sealed class PermitBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _granted = new(StringComparer.Ordinal);

    /// <summary>When the step that the status names was granted; null where it was not.</summary>
    public DateTimeOffset? Find(ClusterRelease item)
    {
        lock (_lock)
        {
            return _granted.TryGetValue(KeyOf(item), out var entry) && entry.Step == StepOf(item)
                ? entry.At
                : null;
        }
    }

    /// <summary>The step was granted.</summary>
    public void Granted(ClusterRelease item, DateTimeOffset at)
    {
        lock (_lock)
        {
            _granted[KeyOf(item)] = new Entry(StepOf(item), at);
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

    private static string KeyOf(ClusterRelease item) => item.Metadata.Uid ?? "";

    private static StepKey StepOf(ClusterRelease item) =>
        new(item.Status?.Attempt, item.Status?.Direction, item.Status?.Change, item.Status?.Step);

    private readonly record struct StepKey(int? Attempt, Direction? Direction, int? Change, int? Step);

    private readonly record struct Entry(StepKey Step, DateTimeOffset At);
}
