using Fairway.Api.Releases;

namespace Fairway.Releases.Clusters;

/// <summary>What holds of phases, and how a status moves from one to the next.</summary>
internal static class ClusterPhases
{
    /// <summary>Whether a cluster in this phase has an intent on its way: something may be written to it.</summary>
    public static bool IsActing(ClusterReleasePhase phase) => phase is ClusterReleasePhase.Configure
        or ClusterReleasePhase.Step or ClusterReleasePhase.Bake or ClusterReleasePhase.PostCheck;

    /// <summary>Whether it is over, one way or another.</summary>
    public static bool IsFinished(ClusterReleasePhase phase) => phase is ClusterReleasePhase.Succeeded
        or ClusterReleasePhase.Failed or ClusterReleasePhase.RolledBack;

    /// <summary>Nothing to do, and nothing to store.</summary>
    public static ClusterReleasePlan Nothing(ClusterReleaseStatus status, DateTimeOffset? lookAgainAt = null) =>
        new([], status, lookAgainAt);

    /// <summary>The status at the beginning of a phase.</summary>
    public static ClusterReleaseStatus Enter(
        this ClusterReleaseObservation seen, ClusterReleasePhase phase, string reason, string message) =>
        seen.Status with
        {
            ObservedGeneration = seen.ClusterRelease.Metadata.Generation,
            Phase = phase,
            PhaseSince = seen.Now,
            Deadline = seen.DeadlineOf(phase),
            Reason = reason,
            Message = message,
        };

    /// <summary>The status of a phase that goes on.</summary>
    public static ClusterReleaseStatus Stay(this ClusterReleaseObservation seen, string reason, string message) =>
        seen.Status with
        {
            ObservedGeneration = seen.ClusterRelease.Metadata.Generation,
            Reason = reason,
            Message = message,
        };

    /// <summary>When a phase that begins now fails, or (Bake) ends.</summary>
    public static DateTimeOffset? DeadlineOf(this ClusterReleaseObservation seen, ClusterReleasePhase phase) =>
        phase switch
        {
            ClusterReleasePhase.PreCheck or ClusterReleasePhase.Configure or ClusterReleasePhase.Step =>
                seen.Now + seen.Spec.StepDeadline.Value,
            ClusterReleasePhase.Bake => seen.Now + seen.StepNow.Bake.Value,
            ClusterReleasePhase.PostCheck =>
                seen.Now + seen.Spec.StepDeadline.Value + seen.Spec.Health.StableFor.Value,
            _ => null,
        };

    /// <summary>The earliest of some moments; null where there is none.</summary>
    public static DateTimeOffset? Earliest(params DateTimeOffset?[] moments) => moments.Min();
}
