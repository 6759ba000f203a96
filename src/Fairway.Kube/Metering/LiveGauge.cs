using System.Diagnostics.Metrics;

namespace Fairway.Kube.Metering;

/// <summary>
/// A gauge that asks who is there when it is read, and adds up what those of one label say: several controllers of one
/// family, several clusters of one process. It keeps nobody in memory: who forgets to leave is forgotten, as a process
/// that dies within a simulation is.
/// </summary>
/// <param name="label">Name of the label that tells them apart.</param>
public sealed class LiveGauge(string label)
{
    private readonly Lock _lock = new();
    private readonly List<WeakReference<Source>> _sources = [];

    /// <summary>Asks <paramref name="read"/> at each reading, until what is returned is disposed of or held by nobody.
    /// It is called on any thread, and gives an amount for each value of the label.</summary>
    public IDisposable Watch(Func<IEnumerable<KeyValuePair<string, long>>> read)
    {
        var source = new Source(this, read);
        lock (_lock)
        {
            _sources.RemoveAll(IsGone);
            _sources.Add(new WeakReference<Source>(source));
        }

        return source;
    }

    /// <summary>The same for one value of the label.</summary>
    public IDisposable Watch(string value, Func<long> read) =>
        Watch(() => [new KeyValuePair<string, long>(value, read())]);

    /// <summary>The sums by label, in order.</summary>
    public IEnumerable<Measurement<long>> Measure()
    {
        List<Source> sources;
        lock (_lock)
        {
            sources = [.. _sources.Select(Find).OfType<Source>()];
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
            _sources.RemoveAll(one => IsGone(one) || Find(one) == source);
        }
    }

    private static Source? Find(WeakReference<Source> source) => source.TryGetTarget(out var found) ? found : null;

    private static bool IsGone(WeakReference<Source> source) => Find(source) is null;

    private sealed class Source(LiveGauge gauge, Func<IEnumerable<KeyValuePair<string, long>>> read) : IDisposable
    {
        public IEnumerable<KeyValuePair<string, long>> Read() => read();

        public void Dispose() => gauge.Remove(this);
    }
}
