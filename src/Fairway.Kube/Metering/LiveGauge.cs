using System.Diagnostics.Metrics;

namespace Fairway.Kube.Metering;

/// <summary>
/// A gauge that asks who is there when it is read, and adds up what those of one label say: several controllers of one
/// family, several clusters of one process.
/// </summary>
/// <param name="label">Name of the label that tells them apart.</param>
public sealed class LiveGauge(string label)
{
    private readonly Lock _lock = new();
    private readonly List<Source> _sources = [];

    /// <summary>Asks <paramref name="read"/> at each reading until disposed of. It is called on any thread, and gives
    /// an amount for each value of the label.</summary>
    public IDisposable Watch(Func<IEnumerable<KeyValuePair<string, long>>> read)
    {
        var source = new Source(this, read);
        lock (_lock)
        {
            _sources.Add(source);
        }

        return source;
    }

    /// <summary>The same for one value of the label.</summary>
    public IDisposable Watch(string value, Func<long> read) =>
        Watch(() => [new KeyValuePair<string, long>(value, read())]);

    /// <summary>The sums by label, in order.</summary>
    public IEnumerable<Measurement<long>> Measure()
    {
        Source[] sources;
        lock (_lock)
        {
            sources = [.. _sources];
        }

        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (value, amount) in sources.SelectMany(source => source.Read()))
        {
            sums[value] = sums.GetValueOrDefault(value) + amount;
        }

        return sums.Select(sum => new Measurement<long>(sum.Value, new KeyValuePair<string, object?>(label, sum.Key)));
    }

    private void Remove(Source source)
    {
        lock (_lock)
        {
            _sources.Remove(source);
        }
    }

    private sealed class Source(LiveGauge gauge, Func<IEnumerable<KeyValuePair<string, long>>> read) : IDisposable
    {
        public IEnumerable<KeyValuePair<string, long>> Read() => read();

        public void Dispose() => gauge.Remove(this);
    }
}
