using Fairway.Api.Rollouts;
using Fairway.Delivery.Rollouts;
using Fairway.Rollouts.Drivers;

namespace Fairway.Rollouts;

/// <summary>The kinds of workload that <c>fairway tenant</c> can roll, for those who plan.</summary>
public sealed class RolloutCatalogue : IRolloutCatalogue
{
    /// <inheritdoc/>
    public RolloutDriverFacts? Find(string apiVersion, string kind, RolloutPace? pace = null) =>
        RolloutDrivers.Find(apiVersion, kind, pace)?.Facts;
}
