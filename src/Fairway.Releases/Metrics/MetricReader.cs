using Fairway.Delivery.Metrics;

namespace Fairway.Releases.Metrics;

/// <summary>Asks a source of metrics; what it does not answer is a reading too.</summary>
/// <param name="source">The source; null where this manager has none.</param>
internal sealed class MetricReader(IMetricSource? source)
{
    /// <summary>What a query gives.</summary>
    public async Task<MetricReading> ReadAsync(MetricQuery query, CancellationToken cancel)
    {
        if (source is null)
        {
            return new MetricReading(query.Text, null, "this manager has no source of metrics");
        }

        try
        {
            return new MetricReading(query.Text, await source.ReadAsync(query, cancel), null);
        }
        catch (MetricSourceException e)
        {
            return new MetricReading(query.Text, null, e.Message);
        }
    }

    /// <summary>What a query gives at one moment.</summary>
    public Task<MetricReading> ReadAsync(string url, string text, DateTimeOffset at, CancellationToken cancel) =>
        ReadAsync(new MetricQuery(url, text, at, at, TimeSpan.FromSeconds(1)), cancel);

    /// <summary>A text with these clusters in it.</summary>
    public static string Filled(string text, string clusters) =>
        text.Replace("{cluster}", clusters, StringComparison.Ordinal);
}
