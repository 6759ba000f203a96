using Fairway.Api.Clusters;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Safety;
using Fairway.Releases.Clusters;

namespace Fairway.Releases.Stops;

/// <summary>Who has stopped. Pure. A cluster has, where nothing is on its way in it, or what was has been
/// halted.</summary>
internal static class StopPlanner
{
    private const int Shown = 20;

    /// <summary>The stop's status.</summary>
    public static EmergencyStopStatus Plan(StopObservation seen)
    {
        var selected = seen.Clusters
            .Where(cluster => StopMatching.Selects(seen.Stop, cluster.Metadata.Labels))
            .Select(cluster => cluster.Id).Order(StringComparer.Ordinal).ToList();
        var going = seen.ClusterReleases.Where(item => GoesOn(seen.Stop, item))
            .Select(item => item.ClusterId).ToHashSet(StringComparer.Ordinal);
        var missing = selected.Where(going.Contains).ToList();
        var before = seen.Stop.Status ?? new EmergencyStopStatus();
        return before with
        {
            ObservedGeneration = seen.Stop.Metadata.Generation,
            Clusters = selected.Count,
            Acknowledged = selected.Count - missing.Count,
            Missing = missing.Count == 0 ? null : [.. missing.Take(Shown)],
            Conditions = before.Conditions.With(new Condition
            {
                Type = "Acknowledged",
                Status = missing.Count == 0 ? ConditionStatus.True : ConditionStatus.False,
                ObservedGeneration = seen.Stop.Metadata.Generation,
                LastTransitionTime = seen.Now,
                Reason = missing.Count == 0 ? "AllStopped" : "StillStopping",
                Message = missing.Count == 0
                    ? $"all {selected.Count} clusters have stopped"
                    : $"{missing.Count} of {selected.Count} clusters have not said that they stopped; "
                        + "their permits lapse",
            }),
        };
    }

    private static bool GoesOn(EmergencyStop stop, ClusterRelease item)
    {
        var status = item.Status;
        return status is not null
            && ClusterPhases.IsActing(status.Phase)
            && !(stop.Spec.AllowRollbacks && status.Direction == Direction.Back)
            && StopMatching.Concerns(stop, [.. item.Spec.Changes.Select(change => change.Component)])
            && status.Reason != ClusterReleaseReasons.EmergencyStop;
    }
}
