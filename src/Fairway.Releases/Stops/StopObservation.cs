using Fairway.Api.Clusters;
using Fairway.Api.Releases;
using Fairway.Api.Safety;

namespace Fairway.Releases.Stops;

/// <summary>What the acknowledgement of a stop is made from.</summary>
/// <param name="Now">The moment.</param>
/// <param name="Stop">The stop.</param>
/// <param name="Clusters">Every cluster.</param>
/// <param name="ClusterReleases">Every ClusterRelease.</param>
internal sealed record StopObservation(
    DateTimeOffset Now,
    EmergencyStop Stop,
    IReadOnlyList<Cluster> Clusters,
    IReadOnlyList<ClusterRelease> ClusterReleases);
