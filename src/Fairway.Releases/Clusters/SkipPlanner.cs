using Fairway.Api.Releases;

namespace Fairway.Releases.Clusters;

/// <summary>A cluster that a person leaves out of a Release. Pure.</summary>
internal static class SkipPlanner
{
    /// <summary>Why the cluster is left out; null where it is not.</summary>
    public static SkippedCluster? Find(Release? release, string cluster) =>
        release?.Spec.Skips?.FirstOrDefault(skip => skip.Cluster == cluster);

    /// <summary>The plan of a cluster that is left out; null where it is not, or goes back already. What has not begun
    /// does not; what has fails, and goes back as the pipeline says.</summary>
    public static ClusterReleasePlan? Plan(ClusterReleaseObservation seen)
    {
        var status = seen.Status;
        if (seen.Skip is not { } skip || status.Direction == Direction.Back || seen.Spec.Direction == Direction.Back)
        {
            return null;
        }

        var words = $"{skip.By ?? "a person"} leaves this cluster out: {skip.Reason}";
        return status.Intent is not null
            ? EndPlanner.Fail(seen, ClusterReleaseReasons.Skipped, words)
            : ClusterPhases.Nothing(status.Phase == ClusterReleasePhase.Pending
                ? seen.Stay(ClusterReleaseReasons.Skipped, words)
                : seen.Enter(ClusterReleasePhase.Pending, ClusterReleaseReasons.Skipped, words));
    }
}
