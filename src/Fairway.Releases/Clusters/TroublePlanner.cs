using Fairway.Api.Releases;

namespace Fairway.Releases.Clusters;

/// <summary>What is made of something that could not be seen or done. Pure.</summary>
internal static class TroublePlanner
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MuchLater = TimeSpan.FromSeconds(30);

    /// <summary>The plan of a cluster that has trouble.</summary>
    public static ClusterReleasePlan Plan(ClusterReleaseObservation seen, ClusterTrouble trouble) => trouble.Kind switch
    {
        // A step that was decided on, and is not granted: no deadline runs while it may not begin.
        TroubleKind.Fenced when seen.Status.Phase == ClusterReleasePhase.Step
            && HoldPlanner.IsOfBeginnings(trouble.Reason) =>
            ClusterPhases.Nothing(seen.Stay(trouble.Reason, trouble.Message), seen.Now + Later),

        // The status keeps its words: what fences shows in the caches at once, and a halt is told by its reason.
        TroubleKind.Fenced => ClusterPhases.Nothing(seen.Status, seen.Now + Soon),
        TroubleKind.Blind => ClusterPhases.Nothing(seen.Stay(trouble.Reason, trouble.Message), seen.Now + Later),
        TroubleKind.Disagreement => ClusterPhases.Nothing(
            seen.Status.Phase == ClusterReleasePhase.Held
                ? seen.Stay(trouble.Reason, trouble.Message)
                : seen.Enter(ClusterReleasePhase.Held, trouble.Reason, trouble.Message),
            seen.Now + MuchLater),
        TroubleKind.Refused => EndPlanner.Fail(seen, trouble.Reason, trouble.Message),
        _ => seen.Now >= Patience(seen)
            ? EndPlanner.Fail(seen, trouble.Reason, trouble.Message)
            : ClusterPhases.Nothing(
                seen.Stay(trouble.Reason, trouble.Message),
                ClusterPhases.Earliest(seen.Now + Later, Patience(seen))),
    };

    /// <summary>The deadline of a bake is its end, which is not missed by a cluster that does not answer just
    /// then.</summary>
    private static DateTimeOffset? Patience(ClusterReleaseObservation seen) =>
        seen.Status.Phase == ClusterReleasePhase.Bake
            ? seen.Status.Deadline + seen.Spec.StepDeadline.Value
            : seen.Status.Deadline;
}
