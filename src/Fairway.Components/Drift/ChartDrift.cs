using Fairway.Api.Components;
using Fairway.Delivery.Drift;
using Fairway.Kube;

namespace Fairway.Components.Drift;

/// <summary>Drift of what charts brought.</summary>
/// <param name="charts">What compares it.</param>
/// <param name="environment">Time, chance and log of the watches.</param>
public sealed class ChartDrift(ChartChange charts, KubeEnvironment environment) : IDriftKind
{
    /// <inheritdoc/>
    public bool Carries(ComponentType type) => charts.Carries(type);

    /// <inheritdoc/>
    public IDriftWatch Watch(string clusterId, Action<string> moved) =>
        new ChartDriftWatch(charts, clusterId, environment, moved);
}
