using Fairway.Api.Components;
using Fairway.Delivery.Drift;
using Fairway.Releases.Clusters;

namespace Fairway.Releases.Drift;

/// <summary>What is seen of a component on a cluster where nothing is on its way.</summary>
/// <param name="Now">The present.</param>
/// <param name="Item">The ClusterComponent.</param>
/// <param name="Policy">What is to be done about drift.</param>
/// <param name="Sight">What differs from what was applied; null where that is nobody's difference, or not
/// known.</param>
/// <param name="Trouble">Why it could not be compared; null where it could.</param>
/// <param name="CorrectedBy">The Release of the last correction, where it is not over; null where it is, or there was
/// none.</param>
internal sealed record DriftObservation(
    DateTimeOffset Now,
    ClusterComponent Item,
    DriftPolicy Policy,
    DriftSight? Sight,
    ClusterTrouble? Trouble,
    string? CorrectedBy);
