using Fairway.Delivery.Metrics;

namespace Fairway.Tests.Releases.Scenes;

/// <summary>A source of metrics that gives each query so many series.</summary>
internal sealed class FakeMetrics : IMetricSource
{
    public Dictionary<string, int> Gives { get; } = new(StringComparer.Ordinal);

    public List<string> Asked { get; } = [];

    public bool IsDown { get; set; }

    /// <summary>What it breaks with; null: with nothing.</summary>
    public Exception? Breaks { get; set; }

    /// <summary>Until when it does not answer; null: it answers at once.</summary>
    public Task? Silence { get; set; }

    public async Task<IReadOnlyList<MetricSeries>> ReadAsync(MetricQuery query, CancellationToken cancel)
    {
        Asked.Add(query.Text);
        await (Silence ?? Task.CompletedTask).WaitAsync(cancel);
        if (Breaks is not null)
        {
            throw Breaks;
        }

        return IsDown
            ? throw new MetricSourceException("it is down")
            :
            [
                .. Enumerable.Range(0, Gives.GetValueOrDefault(query.Text))
                    .Select(i => new MetricSeries($"s{i}", [new MetricSample(query.Until, 0)])),
            ];
    }
}
