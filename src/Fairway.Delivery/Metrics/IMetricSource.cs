namespace Fairway.Delivery.Metrics;

/// <summary>Answers questions about metrics. What it cannot answer it says: silence is not health.</summary>
public interface IMetricSource
{
    /// <summary>The series that a query gives, each with its samples in the order of time; none where there is no
    /// data.</summary>
    /// <exception cref="MetricSourceException">It does not answer, or refuses the query.</exception>
    Task<IReadOnlyList<MetricSeries>> ReadAsync(MetricQuery query, CancellationToken cancel);
}

/// <summary>A question about metrics.</summary>
/// <param name="Url">Whom to ask: <c>http://prometheus:9090</c>.</param>
/// <param name="Text">In PromQL.</param>
/// <param name="From">The first moment.</param>
/// <param name="Until">The last moment; the same as the first for one moment alone.</param>
/// <param name="Step">Between two samples; at least a second.</param>
public sealed record MetricQuery(
    string Url, string Text, DateTimeOffset From, DateTimeOffset Until, TimeSpan Step);

/// <summary>A series.</summary>
/// <param name="Name">Its labels, as Prometheus writes them: <c>up{job="x"}</c>.</param>
/// <param name="Samples">Its samples, in the order of time.</param>
public sealed record MetricSeries(string Name, IReadOnlyList<MetricSample> Samples);

/// <summary>A sample.</summary>
/// <param name="At">When.</param>
/// <param name="Value">The value; may be no number at all.</param>
public readonly record struct MetricSample(DateTimeOffset At, double Value);

/// <summary>A source does not answer, or refuses a query; the message says why.</summary>
public sealed class MetricSourceException(string message, Exception? inner = null) : Exception(message, inner);
