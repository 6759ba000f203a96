using Fairway.Delivery.Metrics;

namespace Fairway.Releases.Metrics;

/// <summary>What one query gave.</summary>
/// <param name="Query">As it was asked.</param>
/// <param name="Series">The series; null where the source did not answer.</param>
/// <param name="Trouble">Why it did not.</param>
internal sealed record MetricReading(string Query, IReadOnlyList<MetricSeries>? Series, string? Trouble)
{
    /// <summary>The samples that are numbers, of the one series.</summary>
    public IReadOnlyList<double> Values =>
        Series is [var one] ? [.. one.Samples.Select(sample => sample.Value).Where(double.IsFinite)] : [];

    /// <summary>Their mean; null where there is none.</summary>
    public double? Mean => Values is { Count: > 0 } values ? values.Average() : null;
}
