using Fairway.Api.Releases;
using Fairway.Delivery.Metrics;
using Fairway.Releases.Metrics;

namespace Fairway.Releases.Blockers;

/// <summary>
/// Reads what blockers ask of metrics, beside the work of those who want to know: nobody waits for a slow source. What
/// was not read lately is not known, and who asked hears when something has changed.
/// </summary>
/// <param name="source">The source; null where this manager has none.</param>
/// <param name="time">The clock.</param>
public sealed class BlockerMetrics(IMetricSource? source, TimeProvider time)
{
    private const int MostAtOnce = 8;

    /// <summary>How old a reading may be that is decided on.</summary>
    private static readonly TimeSpan Usable = TimeSpan.FromSeconds(30);

    /// <summary>From this age on it is read anew.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(8);

    /// <summary>For how long a reading is kept for people.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly MetricReader _reader = new(source);
    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly List<Action> _listeners = [];
    private int _reading;

    /// <summary>The reading of a query; null where it was not read lately.</summary>
    public BlockerReading? Find(BlockerQuery query)
    {
        lock (_lock)
        {
            var reading = _entries.GetValueOrDefault($"{query}")?.Reading;
            return time.GetUtcNow() - reading?.At <= Usable ? reading : null;
        }
    }

    /// <summary>What was read of a metric, by query; nothing of none.</summary>
    internal IReadOnlyList<BlockerReading> Of(BlockerMetric? metric)
    {
        lock (_lock)
        {
            return [.. _entries.Values.Where(entry => entry.Metric == metric).Select(entry => entry.Reading)
                .OfType<BlockerReading>()];
        }
    }

    /// <summary>Has these read where they are not fresh; comes back at once.</summary>
    internal void Want(IReadOnlyList<(BlockerMetric Metric, BlockerQuery Query)> wanted)
    {
        foreach (var (metric, query) in wanted)
        {
            if (Begins(metric, query))
            {
                _ = ReadAsync(query);
            }
        }
    }

    /// <summary>Tells somebody whenever a query holds that did not, or does not any more, until disposed of.</summary>
    internal IDisposable Subscribe(Action changed)
    {
        lock (_lock)
        {
            _listeners.Add(changed);
        }

        return new Subscription(this, changed);
    }

    /// <summary>Where too many are being read, the others have their turn when one is through.</summary>
    private bool Begins(BlockerMetric metric, BlockerQuery query)
    {
        lock (_lock)
        {
            var key = $"{query}";
            var known = _entries.GetValueOrDefault(key) ?? new Entry(metric);
            if (known.IsBeingRead || time.GetUtcNow() - known.Reading?.At < Fresh || _reading >= MostAtOnce)
            {
                return false;
            }

            _reading++;
            _entries[key] = known with { IsBeingRead = true };
            return true;
        }
    }

    private async Task ReadAsync(BlockerQuery query)
    {
        var at = time.GetUtcNow();
        var reading = new BlockerReading(
            query.Text, BlockerReadingState.Unanswered, "nobody can tell: reading it broke off") { At = at };
        try
        {
            var asked = await _reader.ReadAsync(query.Url, query.Text, at, CancellationToken.None);
            var watched = await _reader.ReadAsync(query.Url, query.Watched, at, CancellationToken.None);
            reading = BlockerReading.Of(asked, watched, at);
        }
        finally
        {
            Keep(query, reading);
        }
    }

    private void Keep(BlockerQuery query, BlockerReading reading)
    {
        List<Action> listeners;
        lock (_lock)
        {
            var key = $"{query}";
            var known = _entries[key];
            var wasFull = _reading-- == MostAtOnce;
            _entries[key] = known with { Reading = reading, IsBeingRead = false };
            foreach (var old in _entries.Where(one => IsOld(one.Value, reading.At)).ToList())
            {
                _entries.Remove(old.Key);
            }

            listeners = wasFull || known.Reading?.State != reading.State ? [.. _listeners] : [];
        }

        listeners.ForEach(listener => listener());
    }

    private static bool IsOld(Entry entry, DateTimeOffset? now) =>
        !entry.IsBeingRead && now - entry.Reading?.At > Kept;

    private void Unsubscribe(Action changed)
    {
        lock (_lock)
        {
            _listeners.Remove(changed);
        }
    }

    private sealed record Entry(BlockerMetric Metric)
    {
        public BlockerReading? Reading { get; init; }

        public bool IsBeingRead { get; init; }
    }

    private sealed class Subscription(BlockerMetrics metrics, Action changed) : IDisposable
    {
        public void Dispose() => metrics.Unsubscribe(changed);
    }
}
