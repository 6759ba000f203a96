using Fairway.Delivery.Gates;

namespace Fairway.Releases.Metrics;

/// <summary>What the metric gate decides on.</summary>
/// <param name="Question">What it is asked.</param>
/// <param name="Checks">The checks of this point.</param>
internal sealed record MetricObservation(GateQuestion Question, IReadOnlyList<CheckReading> Checks)
{
    /// <summary>The alerts that fire; null where nobody looks.</summary>
    public MetricReading? Alerts { get; init; }

    /// <summary>Whether the cluster is watched at all; null where nobody looks.</summary>
    public MetricReading? Watched { get; init; }
}
