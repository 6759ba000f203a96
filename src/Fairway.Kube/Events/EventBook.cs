using System.Globalization;
using Fairway.Kube.Timing;

namespace Fairway.Kube.Events;

/// <summary>
/// What has happened and is to be written: occurrences folded into series, what there is too much of dropped. Safe
/// for threads.
/// </summary>
internal sealed class EventBook(EventOptions options, TimeProvider time)
{
    private const int LongestName = 200;

    // Two reporters may tell of one object at one moment, and their events need two names.
    private readonly string _reporter = Digits($"{options.Controller}/{options.Instance}");

    private readonly Lock _lock = new();
    private readonly LinkedList<EventSeries> _byAge = new();
    private readonly Dictionary<EventIdentity, LinkedListNode<EventSeries>> _open = [];
    private readonly Dictionary<ObjectReference, TokenBucket> _buckets = [];
    private readonly Queue<EventSeries> _new = new();
    private long _sequence;

    /// <summary>Notes an occurrence; false if it was dropped.</summary>
    public bool Note(KubeEvent happened)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_open.TryGetValue(EventIdentity.Of(happened, options.ByNote), out var known)
                && now - known.Value.LastAt < options.SeriesEnd)
            {
                known.Value.Repeat(now);
                _byAge.Remove(known);
                _byAge.AddLast(known);
                return true;
            }

            if (_new.Count >= options.Capacity || !BucketOf(happened.Regarding).TryTake())
            {
                return false;
            }

            Open(happened, now);
            return true;
        }
    }

    /// <summary>The next series to write, or how long to wait for one; neither where nothing is open.</summary>
    public (EventSeries? Series, TimeSpan? Wait) Next()
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            while (_new.TryDequeue(out var created))
            {
                if (now - created.LastAt <= options.Patience)
                {
                    return (created, null);
                }

                Drop(created);
            }

            TimeSpan? wait = null;
            for (var node = _byAge.First; node is not null;)
            {
                var next = node.Next;
                var due = DueOf(node.Value) - now;
                if (due <= TimeSpan.Zero && node.Value.Count > node.Value.SentCount)
                {
                    return (node.Value, null);
                }

                if (due <= TimeSpan.Zero)
                {
                    Close(node);
                }
                else if (wait is null || due < wait)
                {
                    wait = due;
                }

                node = next;
            }

            return (null, wait);
        }
    }

    /// <summary>
    /// The server knows of <paramref name="count"/> occurrences; or it was given up, which is the same here.
    /// </summary>
    public void Sent(EventSeries series, int count)
    {
        lock (_lock)
        {
            series.Sent(count, time.GetUtcNow());
        }
    }

    /// <summary>The count and the time of the last occurrence, together.</summary>
    public (int Count, DateTimeOffset LastAt) Read(EventSeries series)
    {
        lock (_lock)
        {
            return (series.Count, series.LastAt);
        }
    }

    /// <summary>When its count is to be written, or when it ends.</summary>
    private DateTimeOffset DueOf(EventSeries series) => series.Count > series.SentCount
        ? series.SentAt + options.SeriesUpdate
        : series.LastAt + options.SeriesEnd;

    private void Open(KubeEvent happened, DateTimeOffset now)
    {
        if (_open.Count >= options.Capacity)
        {
            Close(_byAge.First!);
        }

        var name = happened.Regarding.Key.Name;
        var stem = name.Length > LongestName ? name[..LongestName] : name;
        var suffix = (now.UtcTicks + _sequence++).ToString("x", CultureInfo.InvariantCulture);
        var series = new EventSeries(happened, $"{stem}.{suffix}{_reporter}", now);
        _open[EventIdentity.Of(happened, options.ByNote)] = _byAge.AddLast(series);
        _new.Enqueue(series);
    }

    // Four of them, the same in every process.
    private static string Digits(string reporter) =>
        reporter.Aggregate(17, (sum, letter) => ((sum * 31) + letter) & 0xffff)
            .ToString("x4", CultureInfo.InvariantCulture);

    // What happens again is then an event that nobody has been told of yet.
    private void Drop(EventSeries series)
    {
        KubeMetrics.EventDropped(options.Controller);
        if (_open.TryGetValue(EventIdentity.Of(series.First, options.ByNote), out var node) && node.Value == series)
        {
            Close(node);
        }
    }

    private void Close(LinkedListNode<EventSeries> node)
    {
        var identity = EventIdentity.Of(node.Value.First, options.ByNote);
        if (_open.TryGetValue(identity, out var current) && current == node)
        {
            _open.Remove(identity);
        }

        _byAge.Remove(node);
    }

    private TokenBucket BucketOf(ObjectReference regarding)
    {
        if (_buckets.TryGetValue(regarding, out var known))
        {
            return known;
        }

        if (_buckets.Count >= options.Capacity)
        {
            // Forgetting them all is rare, and lets at most one burst more through for each.
            _buckets.Clear();
        }

        return _buckets[regarding] = new TokenBucket(1 / options.ObjectRefill.TotalSeconds, options.ObjectBurst, time);
    }
}
