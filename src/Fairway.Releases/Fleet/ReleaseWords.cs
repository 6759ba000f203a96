using Fairway.Api.Meta;
using Fairway.Api.Releases;

namespace Fairway.Releases.Fleet;

/// <summary>Statuses of Releases with the conditions that belong to them.</summary>
internal static class ReleaseWords
{
    /// <summary>A status in a phase, with what it waits for.</summary>
    public static ReleaseStatus On(
        this ReleaseStatus status,
        ReleaseObservation seen,
        ReleasePhase phase,
        string reason,
        string message,
        ConditionStatus progressing = ConditionStatus.True)
    {
        var failed = phase is ReleasePhase.Stopped or ReleasePhase.Failed or ReleasePhase.RolledBack
            or ReleasePhase.RollingBack or ReleasePhase.Superseded;
        return status with
        {
            ObservedGeneration = seen.Release.Metadata.Generation,
            Phase = phase,
            Conditions = status.Conditions
                .With(seen.Condition(ReleaseConditions.Progressing, progressing, reason, message))
                .With(seen.Condition(ReleaseConditions.Complete, ConditionStatus.False, reason, message))
                .With(seen.Condition(
                    ReleaseConditions.Failed, failed ? ConditionStatus.True : ConditionStatus.False, reason, message)),
        };
    }

    /// <summary>The status of one that has not begun, and why.</summary>
    public static ReleaseStatus Waiting(this ReleaseObservation seen, string reason, string message) =>
        seen.Status.On(seen, ReleasePhase.Pending, reason, message, ConditionStatus.False);

    /// <summary>The status of one that is over.</summary>
    public static ReleaseStatus Ended(
        this ReleaseObservation seen, ReleaseStatus status, ReleasePhase phase, string message)
    {
        var reason = phase switch
        {
            ReleasePhase.Planned => ReleaseConditions.OnlyPlanned,
            ReleasePhase.Succeeded => ReleaseConditions.Succeeded,
            ReleasePhase.RolledBack => ReleaseConditions.RolledBack,
            ReleasePhase.Stopped => ReleaseConditions.StoppedByUser,
            ReleasePhase.Superseded => ReleaseConditions.SupersededBy,
            _ => ReleaseConditions.FailureBudgetSpent,
        };
        var well = phase is ReleasePhase.Planned or ReleasePhase.Succeeded;
        var ended = status.On(seen, phase, reason, message, ConditionStatus.False);
        return ended with
        {
            Slots = [],
            Interlocked = null,
            FinishedAt = status.FinishedAt ?? seen.Now,
            Conditions = ended.Conditions.With(seen.Condition(
                ReleaseConditions.Complete, well ? ConditionStatus.True : ConditionStatus.False, reason, message)),
        };
    }
}
