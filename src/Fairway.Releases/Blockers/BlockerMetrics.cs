using Fairway.Api.Releases;
using Fairway.Delivery.Metrics;
using Fairway.Kube;
using Fairway.Releases.Metrics;
using Microsoft.Extensions.Logging;

namespace Fairway.Releases.Blockers;

/// <summary>
/// Reads what blockers ask of metrics, beside the work of those who want to know: nobody waits for a slow source. What
/// was not read lately is not known, and who asked hears when something has changed. Disposing of it ends what is being
/// read, and nothing is read after that.
/// </summary>
/// <param name="source">The source; null where this manager has none.</param>
/// <param name="environment">Time and log.</param>
public sealed class BlockerMetrics(IMetricSource? source, KubeEnvironment environment) : IAsyncDisposable
{
    private const int MostAtOnce = 8;

    /// <summary>How old a reading may be that is decided on.</summary>
    private static readonly TimeSpan Usable = TimeSpan.FromSeconds(30);

    /// <summary>From this age on it is read anew.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(8);

    /// <summary>For how long a reading is kept for people.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly TimeProvider _time = environment.Time;
    private readonly ILogger _log = environment.Logs.CreateLogger<BlockerMetrics>();
    private readonly CancellationTokenSource _ending = new();
    private readonly Dictionary<string, Task> _readings = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly MetricReader _reader = new(source);
    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly List<Action> _listeners = [];
    private int _reading;
    private bool _isOver;

    /// <summary>The reading of a query; null where it was not read lately.</summary>
    public BlockerReading? Find(BlockerQuery query)
    {
        lock (_lock)
        {
            var reading = _entries.GetValueOrDefault($"{query}")?.Reading;
            return _time.GetUtcNow() - reading?.At <= Usable ? reading : null;
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
                Remember(query, ReadAsync(query));
            }
        }
    }

    /// <summary>Ends what is being read, and waits for that.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Task> left;
        lock (_lock)
        {
            _isOver = true;
            left = [.. _readings.Values];
        }

        _ending.Cancel();
        await Task.WhenAll(left);
        _ending.Dispose();
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
            if (known.IsBeingRead || _time.GetUtcNow() - known.Reading?.At < Fresh
                || _reading >= MostAtOnce || _isOver)
            {
                return false;
            }

            _reading++;
            _entries[key] = known with { IsBeingRead = true };
            return true;
        }
    }

    /// <summary>Keeps what reads, until the next one reads the same.</summary>
    private void Remember(BlockerQuery query, Task reading)
    {
        lock (_lock)
        {
            _readings[$"{query}"] = reading;
        }
    }

    private async Task ReadAsync(BlockerQuery query)
    {
        var at = _time.GetUtcNow();
        var reading = new BlockerReading(
            query.Text, BlockerReadingState.Unanswered, "nobody can tell: reading it broke off") { At = at };
        try
        {
            var asked = await _reader.ReadAsync(query.Url, query.Text, at, _ending.Token);
            var watched = await _reader.ReadAsync(query.Url, query.Watched, at, _ending.Token);
            reading = BlockerReading.Of(asked, watched, at);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The manager stops.
        }
        catch (Exception e)
        {
            BlockerLog.BrokeOff(_log, query.Text, query.Url, e);
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
                _readings.Remove(old.Key);
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
