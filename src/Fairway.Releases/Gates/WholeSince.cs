using Fairway.Delivery.Gates;

namespace Fairway.Releases.Gates;

/// <summary>Since when workloads are whole, in memory only: a manager that starts anew waits anew.</summary>
internal sealed class WholeSince
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _since = new(StringComparer.Ordinal);

    /// <summary>Notes what is seen; gives since when they are whole, or null where they are not.</summary>
    public DateTimeOffset? Since(GateQuestion question, bool isWhole)
    {
        var step = question.ClusterRelease.Status?.Step;
        var key = $"{question.Order.ClusterId}/{question.Order.ChangeName}/{question.Point}/{step}";
        lock (_lock)
        {
            if (!isWhole)
            {
                _since.Remove(key);
                return null;
            }

            _since.TryAdd(key, question.Now);
            return _since[key];
        }
    }
}
