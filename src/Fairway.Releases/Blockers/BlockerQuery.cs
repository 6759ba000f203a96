using Fairway.Api.Releases;
using Fairway.Releases.Metrics;

namespace Fairway.Releases.Blockers;

/// <summary>What a blocker asks of metrics for one cluster.</summary>
/// <param name="Url">Whom.</param>
/// <param name="Text">What holds where it gives anything.</param>
/// <param name="Watched">What must give something.</param>
public sealed record BlockerQuery(string Url, string Text, string Watched)
{
    /// <summary>The query of a metric for a cluster.</summary>
    public static BlockerQuery Of(BlockerMetric metric, string cluster) => new(
        MetricReader.Filled(metric.Url, cluster),
        MetricReader.Filled(metric.Query, cluster),
        MetricReader.Filled(metric.Watched, cluster));
}
