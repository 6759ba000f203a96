namespace Fairway.Kube.Queues;

/// <summary>
/// Keys by the time at which they are due, each once, at most <paramref name="capacity"/>. Of keys that do not fit,
/// only the earliest due time is kept (<see cref="TakeLost"/>).
/// </summary>
internal sealed class DelayedKeys(int capacity)
{
    private readonly SortedSet<Due> _byTime = new(DueOrder.Instance);
    private readonly Dictionary<ObjectKey, Due> _byKey = [];
    private DateTimeOffset? _lost;
    private DateTimeOffset? _alarm;
    private long _sequence;

    public int Count => _byKey.Count;

    /// <summary>False where there was no room.</summary>
    public bool Add(ObjectKey key, DateTimeOffset at)
    {
        if (_byKey.TryGetValue(key, out var known))
        {
            if (known.At <= at)
            {
                return true;
            }

            Remove(key);
        }

        if (_byKey.Count >= capacity)
        {
            _lost = _lost is { } lost && lost <= at ? lost : at;
            return false;
        }

        var due = new Due(at, _sequence++, key);
        _byTime.Add(due);
        _byKey.Add(key, due);
        return true;
    }

    public void Remove(ObjectKey key)
    {
        if (_byKey.Remove(key, out var due))
        {
            _byTime.Remove(due);
        }
    }

    /// <summary>Takes the first key whose time has come; null where there is none.</summary>
    public ObjectKey? TakeDue(DateTimeOffset now)
    {
        _alarm = null;
        if (_byTime.Count == 0 || _byTime.Min.At > now)
        {
            return null;
        }

        var due = _byTime.Min;
        Remove(due.Key);
        return due.Key;
    }

    /// <summary>True, once, when the time of a key that did not fit has come.</summary>
    public bool TakeLost(DateTimeOffset now)
    {
        if (_lost is not { } lost || lost > now)
        {
            return false;
        }

        _lost = null;
        return true;
    }

    /// <summary>When to wake next, where that is earlier than what was said before.</summary>
    public bool TryTakeNewAlarm(out DateTimeOffset alarm)
    {
        alarm = _byTime.Count > 0 ? _byTime.Min.At : DateTimeOffset.MaxValue;
        alarm = _lost is { } lost && lost < alarm ? lost : alarm;
        if (alarm == DateTimeOffset.MaxValue || (_alarm is { } set && set <= alarm))
        {
            return false;
        }

        _alarm = alarm;
        return true;
    }

    private readonly record struct Due(DateTimeOffset At, long Sequence, ObjectKey Key);

    private sealed class DueOrder : IComparer<Due>
    {
        public static DueOrder Instance { get; } = new();

        public int Compare(Due x, Due y)
        {
            var byTime = x.At.CompareTo(y.At);
            return byTime != 0 ? byTime : x.Sequence.CompareTo(y.Sequence);
        }
    }
}
