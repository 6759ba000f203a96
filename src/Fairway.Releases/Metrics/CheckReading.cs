using Fairway.Api.Releases;

namespace Fairway.Releases.Metrics;

/// <summary>A check with what was read for it.</summary>
/// <param name="Check">The check.</param>
/// <param name="Now">Of the cluster, since the step.</param>
/// <param name="Baseline">Of what it is compared with; null where it is not.</param>
internal sealed record CheckReading(MetricCheck Check, MetricReading Now, MetricReading? Baseline);
