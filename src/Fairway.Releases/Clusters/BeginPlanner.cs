using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Gates;

namespace Fairway.Releases.Clusters;

/// <summary>From the slot to the intent: gates, the plan as it is now, and who may begin. Pure.</summary>
internal static class BeginPlanner
{
    private static readonly TimeSpan GateWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HeldWait = TimeSpan.FromSeconds(30);

    /// <summary>Nothing without a slot.</summary>
    public static ClusterReleasePlan Pending(ClusterReleaseObservation seen)
    {
        if (!seen.HasSlot)
        {
            return ClusterPhases.Nothing(seen.Stay(
                ClusterReleaseReasons.WaitingForSlot, $"waits for a slot of the stage {seen.Spec.Stage}"));
        }

        var begun = seen.Enter(
            ClusterReleasePhase.PreCheck, ClusterReleaseReasons.WaitingForGate, $"looks at {seen.ChangeNow.Component}");
        return ClusterPhases.Nothing(begun with { StartedAt = begun.StartedAt ?? seen.Now }, seen.Now);
    }

    /// <summary>PreCheck and Held: gates, then the differences as they are now.</summary>
    public static ClusterReleasePlan Check(ClusterReleaseObservation seen)
    {
        if (GateSights.Against(seen) is { } gate)
        {
            return OfGate(seen, gate, seen.Status.Deadline);
        }

        if (seen.Change is not { } change)
        {
            return ClusterPhases.Nothing(seen.Status, seen.Now + GateWait);
        }

        if (seen.Status.Direction == Direction.Back && !change.IsBegun)
        {
            return EndPlanner.Next(seen, "nothing of it was brought here");
        }

        if (change.Target is null)
        {
            return EndPlanner.Fail(
                seen,
                ClusterReleaseReasons.NothingToGoBackTo,
                $"{seen.ChangeNow.Component} has no good version here to go back to: remove or mend it by hand");
        }

        if (change.Plan is { IsEmpty: true } && change.IsRecordedGood)
        {
            return EndPlanner.Next(seen, "the cluster has it already, and it is recorded as good");
        }

        return change.NotApproved() is { Count: > 0 } different
            ? Differs(seen, different)
            : Begin(seen, change.Target);
    }

    /// <summary>Something else would change than was approved: this cluster waits for a person.</summary>
    public static ClusterReleasePlan Differs(ClusterReleaseObservation seen, IReadOnlyList<PlannedChange> changes)
    {
        var (reason, message) = ChangeDifference.Of(seen.Spec.Release, changes, seen.Change?.Planned);
        var status = seen.Status.Phase == ClusterReleasePhase.Held
            ? seen.Stay(reason, message)
            : seen.Enter(ClusterReleasePhase.Held, reason, message);
        return new ClusterReleasePlan(
            GateSights.Keeping(seen), status with { Gates = GateSights.With(seen) }, seen.Now + HeldWait);
    }

    /// <summary>A gate does not let through: it fails, or it is waited for until a deadline.</summary>
    public static ClusterReleasePlan OfGate(ClusterReleaseObservation seen, GateFinding gate, DateTimeOffset? deadline)
    {
        if (gate.Answer.Decision == GateDecision.Fail || seen.Now >= deadline)
        {
            var late = gate.Answer.Decision == GateDecision.Fail ? "" : "did not pass in time: ";
            return EndPlanner.Fail(
                seen, ClusterReleaseReasons.GateFailed, $"{gate.Name}: {late}{gate.Answer.Says}");
        }

        var status = seen.Stay(ClusterReleaseReasons.WaitingForGate, $"{gate.Name}: {gate.Answer.Says}");
        return new ClusterReleasePlan(
            GateSights.Keeping(seen),
            status with { Gates = GateSights.With(seen) },
            ClusterPhases.Earliest(gate.Answer.AskAgainAt ?? seen.Now + GateWait, deadline));
    }

    private static ClusterReleasePlan Begin(ClusterReleaseObservation seen, PinnedChange target)
    {
        // One that was held without a slot queues for it again.
        if (!seen.HasSlot)
        {
            var queued = seen.Enter(
                ClusterReleasePhase.Pending,
                ClusterReleaseReasons.WaitingForSlot,
                $"waits for a slot of the stage {seen.Spec.Stage}");
            return ClusterPhases.Nothing(queued);
        }

        var status = seen.Enter(
            ClusterReleasePhase.Configure,
            ClusterReleaseReasons.WaitingForBrakes,
            $"brings {target.Component} {target.Version}, with the brakes on");
        return new ClusterReleasePlan(
            [
                .. GateSights.Keeping(seen),
                new ClusterAct.RecordIntent($"{target.Component} {target.Version} is about to be brought"),
            ],
            status with { Gates = GateSights.With(seen), Step = -1 },
            seen.Now);
    }
}
