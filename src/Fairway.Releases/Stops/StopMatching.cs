using Fairway.Api.Safety;

namespace Fairway.Releases.Stops;

/// <summary>Which EmergencyStops hold what. Pure.</summary>
internal static class StopMatching
{
    /// <summary>
    /// The first stop, by name, that selects the cluster and one of the components, one that holds rollbacks too before
    /// others; null for none. A stop that is being deleted holds until it is gone.
    /// </summary>
    public static EmergencyStop? Find(
        IEnumerable<EmergencyStop> stops,
        IReadOnlyDictionary<string, string>? clusterLabels,
        IReadOnlyList<string> components) =>
        stops.Where(stop => Selects(stop, clusterLabels) && Concerns(stop, components))
            .OrderBy(stop => stop.Spec.AllowRollbacks)
            .ThenBy(stop => stop.Metadata.Name, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>Whether a stop selects a cluster with these labels.</summary>
    public static bool Selects(EmergencyStop stop, IReadOnlyDictionary<string, string>? clusterLabels) =>
        stop.Spec.Clusters?.Matches(clusterLabels) != false;

    /// <summary>Whether a stop concerns any of these components.</summary>
    public static bool Concerns(EmergencyStop stop, IReadOnlyList<string> components) =>
        stop.Spec.Components is not { } named || components.Any(component => named.Contains(component));
}
