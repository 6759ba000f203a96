using Fairway.Api.Releases;

namespace Fairway.Releases.Clusters;

/// <summary>A cluster that a person wants to be tried again. Pure. Forward it begins anew, with what was pinned; one
/// that could not go back goes on with the change that failed.</summary>
public static class RetryPlanner
{
    /// <summary>The last attempt that is wanted of a cluster, where the Release is on its way; null for none.</summary>
    internal static RetriedCluster? Find(Release? release, string cluster) => release?.Status?.Phase
        is ReleasePhase.Running or ReleasePhase.Paused or ReleasePhase.RollingBack ? Of(release, cluster) : null;

    /// <summary>The last attempt that is wanted of a cluster; null for none.</summary>
    internal static RetriedCluster? Of(Release release, string cluster) =>
        release.Spec.Retries?.FirstOrDefault(retry => retry.Cluster == cluster);

    /// <summary>Whether one more attempt is wanted, and there is something to try: a failure, or a turn that was
    /// skipped before anything began.</summary>
    public static bool IsOpen(ClusterRelease item, RetriedCluster? retry)
    {
        var status = item.Status ?? new ClusterReleaseStatus();
        return retry?.Attempt > (status.Attempt ?? 0) && (item.Spec.Direction, status.Phase) switch
        {
            (Direction.Forward, ClusterReleasePhase.Pending) =>
                status is { Intent: null, Direction: Direction.Forward },
            (Direction.Forward, ClusterReleasePhase.Failed or ClusterReleasePhase.RolledBack) =>
                status.Failure is not null,
            (Direction.Back, ClusterReleasePhase.Failed) => status.Direction == Direction.Back,
            _ => false,
        };
    }

    /// <summary>The beginning of another attempt; null where none is wanted.</summary>
    internal static ClusterReleasePlan? Plan(ClusterReleaseObservation seen) =>
        seen.Retry is { } retry && IsOpen(seen.ClusterRelease, retry)
            ? ClusterPhases.Nothing(Anew(seen, retry), seen.Now)
            : null;

    private static ClusterReleaseStatus Anew(ClusterReleaseObservation seen, RetriedCluster retry)
    {
        var status = seen.Status;
        var anew = seen.Spec.Direction == Direction.Back
            ? status with { Step = -1, FinishedAt = null, Attempt = retry.Attempt }
            : new ClusterReleaseStatus
            {
                Attempt = retry.Attempt,
                Intent = Left(seen),
            };
        var begun = seen with { ClusterRelease = seen.ClusterRelease with { Status = anew } };
        var why = retry.Reason is { Length: > 0 } reason ? $": {reason}" : "";
        return begun.Enter(
            ClusterReleasePhase.Pending,
            ClusterReleaseReasons.WaitingForSlot,
            $"{retry.By ?? "a person"} has it tried again{why}; it waits for a slot of the stage {seen.Spec.Stage}");
    }

    /// <summary>What a failed attempt has left in the cluster may have to go back yet: its intent stays. It counts from
    /// now on: whoever began meanwhile was first.</summary>
    private static Intent? Left(ClusterReleaseObservation seen) => seen.Status.Phase == ClusterReleasePhase.RolledBack
        ? null
        : seen.Status.Intent is { } intent ? intent with { At = seen.Now } : null;
}
