namespace Fairway.Twin.Storage;

/// <summary>
/// Events in the order of revisions: an immutable window on an array that is only ever appended to, so that readers
/// slice it without a lock or a copy. Only the newest run may be appended to, by one thread at a time.
/// </summary>
internal readonly struct EventRun(StoreEvent[] items, int start, int count)
{
    public static EventRun Empty { get; } = new([], 0, 0);

    public int Count => count;

    public ReadOnlyMemory<StoreEvent> Events => items.AsMemory(start, count);

    public StoreEvent this[int index] => items[start + index];

    public long Last => count == 0 ? 0 : this[count - 1].Revision;

    public EventRun Append(StoreEvent next)
    {
        var end = start + count;
        if (end < items.Length)
        {
            items[end] = next;
            return new EventRun(items, start, count + 1);
        }

        var grown = new StoreEvent[Math.Max(4, count * 2)];
        Events.Span.CopyTo(grown);
        grown[count] = next;
        return new EventRun(grown, 0, count + 1);
    }

    /// <summary>Without the first ones. Their memory is given back once they are half of the array.</summary>
    public EventRun Without(int first)
    {
        if (first == 0)
        {
            return this;
        }

        if (first == count)
        {
            return Empty;
        }

        return start + first <= items.Length / 2
            ? new EventRun(items, start + first, count - first)
            : new EventRun(Events.Span[first..].ToArray(), 0, count - first);
    }

    /// <summary>How many of the events have a revision of at most <paramref name="revision"/>.</summary>
    public int CountUntil(long revision)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (this[middle].Revision <= revision)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
