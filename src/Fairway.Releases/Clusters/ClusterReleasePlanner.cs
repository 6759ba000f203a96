using Fairway.Api.Releases;

namespace Fairway.Releases.Clusters;

/// <summary>
/// Decides what is done next for one Release in one cluster. Pure. Each plan makes at most one transition, and is
/// stored by one write: a crash before that write repeats acts which by then find nothing left to do.
/// </summary>
internal static class ClusterReleasePlanner
{
    /// <summary>What is to be done on this observation.</summary>
    public static ClusterReleasePlan Plan(ClusterReleaseObservation seen)
    {
        var status = seen.Status;
        if (MustHaltFirst(seen))
        {
            return HoldPlanner.Plan(seen, seen.Hold!);
        }

        if (seen.Spec.Direction == Direction.Back && status.Direction == Direction.Forward)
        {
            return EndPlanner.Turn(seen, "the Release goes back");
        }

        if (status.Intent?.Epoch > seen.Epoch)
        {
            return ClusterPhases.Nothing(status);
        }

        if (RetryPlanner.Plan(seen) is { } retried)
        {
            return retried;
        }

        if (ClusterPhases.IsFinished(status.Phase))
        {
            return ClusterPhases.Nothing(status);
        }

        if (SkipPlanner.Plan(seen) is { } skipped)
        {
            return skipped;
        }

        if (seen.Hold is { } hold && HoldPlanner.Holds(hold, seen))
        {
            return HoldPlanner.Plan(seen, hold);
        }

        if (seen.Trouble is { } trouble)
        {
            return TroublePlanner.Plan(seen, trouble);
        }

        return OfPhase(HoldPlanner.Resumed(seen));
    }

    /// <summary>
    /// What the status is after the acts of a plan have ended as they did. The acts that it has are still to be tried,
    /// whatever comes of them.
    /// </summary>
    public static ClusterReleasePlan Conclude(
        ClusterReleaseObservation seen, ClusterReleasePlan plan, ActsOutcome outcome)
    {
        if (outcome.Trouble is { } trouble)
        {
            return TroublePlanner.Plan(seen, trouble);
        }

        if (outcome.Different is { } different)
        {
            return BeginPlanner.Differs(seen, ChangeDifference.Between(different.Plan, seen.Change?.Approved));
        }

        if (outcome.Waiting is { } waiting)
        {
            return StepPlanner.Waits(seen, waiting);
        }

        var status = plan.Status with { Gates = GateSights.WithEvidence(plan.Status.Gates, outcome.Evidence) };
        if (outcome.Sequence is { } sequence)
        {
            status = status with
            {
                Intent = new Intent { Epoch = seen.Epoch, Sequence = sequence, At = seen.Now },
            };
        }

        return plan with { Acts = [], Status = status };
    }

    private static bool MustHaltFirst(ClusterReleaseObservation seen) =>
        seen.Hold is { Extent: HoldExtent.HaltsRollouts } hold
        && ClusterPhases.IsActing(seen.Status.Phase)
        && seen.Status.Reason != hold.Reason;

    private static ClusterReleasePlan OfPhase(ClusterReleaseObservation seen)
    {
        var status = seen.Status;
        if (ClusterPhases.IsActing(status.Phase) && status.Intent?.Epoch != seen.Epoch)
        {
            return Claim(seen);
        }

        return status.Phase switch
        {
            ClusterReleasePhase.Pending => BeginPlanner.Pending(seen),
            ClusterReleasePhase.PreCheck or ClusterReleasePhase.Held => BeginPlanner.Check(seen),
            ClusterReleasePhase.Configure => StepPlanner.Configure(seen),
            ClusterReleasePhase.Step => StepPlanner.Step(seen),
            ClusterReleasePhase.Bake => StepPlanner.Bake(seen),
            _ => StepPlanner.PostCheck(seen),
        };
    }

    /// <summary>Who acted before us may yet wake: our epoch is recorded first, and its fence sees that.</summary>
    private static ClusterReleasePlan Claim(ClusterReleaseObservation seen) => new(
        [new ClusterAct.RecordIntent("another manager had the cluster: what is on its way goes on under our epoch")],
        seen.Status,
        seen.Now);
}
