using Fairway.Api.Releases;

namespace Fairway.Releases.Clusters;

/// <summary>What is done while something from outside holds a Release in a cluster. Pure.</summary>
internal static class HoldPlanner
{
    private static readonly string[] BeginningReasons =
    [
        ClusterReleaseReasons.Paused, ClusterReleaseReasons.WindowClosed, ClusterReleaseReasons.Blocked,
        ClusterReleaseReasons.HeldByCluster, ClusterReleaseReasons.Interlocked,
        ClusterReleaseReasons.WaitingForApproval, ClusterReleaseReasons.Rejected,
    ];

    private static readonly string[] HoldReasons =
    [
        ClusterReleaseReasons.EmergencyStop, ClusterReleaseReasons.Stopped,
        ClusterReleaseReasons.WaitingForSlot, ClusterReleaseReasons.MetaDbUnavailable,
        .. BeginningReasons,
    ];

    /// <summary>Whether a hold for this reason lets what has begun go on.</summary>
    public static bool IsOfBeginnings(string reason) => BeginningReasons.Contains(reason);

    /// <summary>Whether a reason is that of a hold from outside, other than the want of a slot.</summary>
    public static bool IsOfOthers(string? reason) =>
        reason is not null && reason != ClusterReleaseReasons.WaitingForSlot && HoldReasons.Contains(reason);

    /// <summary>Whether a hold concerns the phase: a pause lets a granted step, and the checks after it, end.</summary>
    public static bool Holds(ClusterHold hold, ClusterReleaseObservation seen) =>
        hold.Extent != HoldExtent.NewSteps || seen.Status.Phase switch
        {
            ClusterReleasePhase.Step or ClusterReleasePhase.PostCheck => false,
            ClusterReleasePhase.Bake => seen.Now >= seen.Status.Deadline,
            _ => true,
        };

    /// <summary>Nothing but a halt, once, and the evidence of a gate.</summary>
    public static ClusterReleasePlan Plan(ClusterReleaseObservation seen, ClusterHold hold)
    {
        var status = seen.Stay(hold.Reason, hold.Message);
        var halts = hold.Extent == HoldExtent.HaltsRollouts
            && ClusterPhases.IsActing(status.Phase)
            && seen.Status.Reason != hold.Reason;
        return hold.IsGate
            ? new ClusterReleasePlan(
                GateSights.Keeping(seen), status with { Gates = GateSights.With(seen) }, hold.Until)
            : new ClusterReleasePlan(halts ? [new ClusterAct.Halt(hold.Message)] : [], status, null);
    }

    /// <summary>A deadline does not run while something from outside holds the cluster.</summary>
    public static ClusterReleaseObservation Resumed(ClusterReleaseObservation seen)
    {
        if (seen.Status.Phase == ClusterReleasePhase.Pending || !HoldReasons.Contains(seen.Status.Reason))
        {
            return seen;
        }

        var status = seen.Status with { Deadline = seen.DeadlineOf(seen.Status.Phase), Reason = null, Message = null };
        return seen with { ClusterRelease = seen.ClusterRelease with { Status = status } };
    }
}
