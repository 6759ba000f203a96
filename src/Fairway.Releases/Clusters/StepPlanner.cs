using Fairway.Api.Releases;
using Fairway.Api.Rollouts;
using Fairway.Delivery.Changes;

namespace Fairway.Releases.Clusters;

/// <summary>From the intent to the good record: configuration, steps, bakes, checks. Pure.</summary>
internal static class StepPlanner
{
    /// <summary>Where no watch wakes us (a workload without a Rollout), we look this often.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>Brings the configuration, until nothing is left of it.</summary>
    public static ClusterReleasePlan Configure(ClusterReleaseObservation seen)
    {
        if (seen.Now >= seen.Status.Deadline)
        {
            return EndPlanner.Fail(
                seen,
                ClusterReleaseReasons.StepDeadlineExceeded,
                $"the configuration was not brought in time: {Last(seen)}");
        }

        if (seen.Change is not { Target: { } target, Approved: { } approved })
        {
            return ClusterPhases.Nothing(seen.Status, seen.Now + Look);
        }

        var status = seen.Enter(
            ClusterReleasePhase.Step, ClusterReleaseReasons.RollingOut, $"rolls out step 1 of {seen.Spec.Steps.Count}");
        return new ClusterReleasePlan(
            [
                new ClusterAct.Configure(approved, $"{target.Component} {target.Version} is not brought yet"),
                new ClusterAct.RecordApplied($"{target.Component} {target.Version} was brought whole"),
            ],
            status with { Step = 0 },
            seen.Now);
    }

    /// <summary>An act must be repeated later. One that comes after a bake has its own time.</summary>
    public static ClusterReleasePlan Waits(ClusterReleaseObservation seen, ActResult.Waiting waiting)
    {
        var deadline = seen.Status.Phase == ClusterReleasePhase.Bake ? FinishDeadline(seen) : seen.Status.Deadline;
        return new(
            [],
            seen.Stay(waiting.Reason, waiting.Message),
            ClusterPhases.Earliest(seen.Now + (waiting.LookAfter ?? Look), deadline));
    }

    /// <summary>A step has been decided on: it is granted, and its permit renewed, until it is reached.</summary>
    public static ClusterReleasePlan Step(ClusterReleaseObservation seen)
    {
        if (seen.Change?.Sight is not { } sight)
        {
            return ClusterPhases.Nothing(seen.Status, seen.Now + Look);
        }

        if (sight.State == ChangeState.Stopped)
        {
            return EndPlanner.Fail(seen, sight.Reason, sight.Message);
        }

        if (IsReached(seen, sight))
        {
            var bake = seen.StepNow.Bake;
            var status = seen.Enter(
                ClusterReleasePhase.Bake,
                ClusterReleaseReasons.Baking,
                $"step {seen.Status.Step + 1} of {seen.Spec.Steps.Count} is reached, and bakes for {bake}");
            return Renewing(seen, status, seen.Now + bake.Value);
        }

        if (IsBlockedBack(seen, sight))
        {
            return NextStep(seen);
        }

        if (seen.Now >= seen.Status.Deadline)
        {
            var reason = sight.Reason == ClusterReleaseReasons.RevisionReplaced
                ? sight.Reason
                : ClusterReleaseReasons.StepDeadlineExceeded;
            return EndPlanner.Fail(
                seen,
                reason,
                $"step {seen.Status.Step + 1} was not reached in {seen.Spec.StepDeadline}: {sight.Message}");
        }

        var words = $"step {seen.Status.Step + 1} of {seen.Spec.Steps.Count}: {sight.Message}";
        var said = sight.Reason == ClusterReleaseReasons.RevisionReplaced
            ? sight.Reason
            : ClusterReleaseReasons.RollingOut;
        return Renewing(seen, seen.Stay(said, words), ClusterPhases.Earliest(seen.Now + Look, seen.Status.Deadline));
    }

    /// <summary>Time passes; then the gates after a step, and the next one.</summary>
    public static ClusterReleasePlan Bake(ClusterReleaseObservation seen)
    {
        if (seen.Change?.Sight is { State: ChangeState.Stopped } stopped)
        {
            return EndPlanner.Fail(seen, stopped.Reason, stopped.Message);
        }

        if (seen.Now < seen.Status.Deadline)
        {
            return Renewing(seen, seen.Stay(ClusterReleaseReasons.Baking, Baking(seen)), seen.Status.Deadline);
        }

        if (seen.Change?.Sight is { State: ChangeState.Complete } || seen.IsLastStep)
        {
            return Finish(seen);
        }

        if (GateSights.Against(seen) is { } gate)
        {
            var held = BeginPlanner.OfGate(seen, gate, seen.Status.Deadline + seen.Spec.StepDeadline.Value);
            return ClusterPhases.IsActing(held.Status.Phase) ? WithPermit(seen, held) : held;
        }

        return NextStep(seen);
    }

    private static ClusterReleasePlan NextStep(ClusterReleaseObservation seen)
    {
        var next = seen.Status.Step + 1;
        var status = seen.Enter(
            ClusterReleasePhase.Step,
            ClusterReleaseReasons.RollingOut,
            $"rolls out step {next + 1} of {seen.Spec.Steps.Count}");
        return new ClusterReleasePlan(
            GateSights.Keeping(seen), status with { Step = next, Gates = GateSights.With(seen) }, seen.Now);
    }

    /// <summary>A step on the way back that waits for what only a later step mends: a broken version must not block its
    /// own end.</summary>
    private static bool IsBlockedBack(ClusterReleaseObservation seen, ChangeSight sight) =>
        seen.Status.Direction == Direction.Back
        && sight.Reason == RolloutReasons.BlockedByOld
        && !seen.IsLastStep;

    /// <summary>Everything is rolled out: what comes after that is done, then the gates look.</summary>
    private static ClusterReleasePlan Finish(ClusterReleaseObservation seen)
    {
        if (seen.Now >= FinishDeadline(seen) && seen.Status.Reason == ClusterReleaseReasons.WaitingForHook)
        {
            return EndPlanner.Fail(
                seen, ClusterReleaseReasons.StepDeadlineExceeded, $"a hook did not end in time: {Last(seen)}");
        }

        var checks = seen.Enter(
            ClusterReleasePhase.PostCheck,
            ClusterReleaseReasons.WaitingForGate,
            "everything is brought; the gates look");
        return new ClusterReleasePlan(
            [new ClusterAct.Finish($"{seen.ChangeNow.Component} is rolled out")], checks, seen.Now);
    }

    private static DateTimeOffset? FinishDeadline(ClusterReleaseObservation seen) =>
        seen.Status.Deadline + seen.Spec.StepDeadline.Value;

    /// <summary>The gates after everything; then it is good.</summary>
    public static ClusterReleasePlan PostCheck(ClusterReleaseObservation seen)
    {
        if (seen.Change?.Sight is { State: ChangeState.Stopped } stopped)
        {
            return EndPlanner.Fail(seen, stopped.Reason, stopped.Message);
        }

        if (GateSights.Against(seen) is { } gate)
        {
            return BeginPlanner.OfGate(seen, gate, seen.Status.Deadline);
        }

        var good = new ClusterAct.RecordGood($"{seen.ChangeNow.Component} has passed its checks");
        return EndPlanner.Next(seen, "it has passed its checks").After([.. GateSights.Keeping(seen), good]);
    }

    private static bool IsReached(ClusterReleaseObservation seen, ChangeSight sight) =>
        sight.State == ChangeState.Complete
        || (sight.State == ChangeState.AtStep && sight.Step >= seen.Status.Step);

    private static string Baking(ClusterReleaseObservation seen) =>
        $"step {seen.Status.Step + 1} of {seen.Spec.Steps.Count} is reached, and bakes for {seen.StepNow.Bake}";

    private static string Last(ClusterReleaseObservation seen) => seen.Status.Message ?? "nothing is known of why";

    private static ClusterReleasePlan Renewing(
        ClusterReleaseObservation seen, ClusterReleaseStatus status, DateTimeOffset? lookAgainAt) =>
        WithPermit(seen, new ClusterReleasePlan([], status, lookAgainAt));

    /// <summary>A permit is renewed at a third of its length, so that one lost renewal halts nothing.</summary>
    private static ClusterReleasePlan WithPermit(ClusterReleaseObservation seen, ClusterReleasePlan plan)
    {
        var permit = seen.Spec.PermitDuration.Value;
        var renewal = (seen.GrantedAt ?? seen.Now) + permit / 3;
        if (seen.GrantedAt is not null && seen.Now < renewal)
        {
            return plan with { LookAgainAt = ClusterPhases.Earliest(plan.LookAgainAt, renewal) };
        }

        var why = seen.GrantedAt is null
            ? $"step {seen.Status.Step + 1} is not granted by this process yet"
            : "the permit is to be renewed";
        var grant = new ClusterAct.Grant(seen.Status.Step, seen.Now + permit, why);
        return plan with
        {
            Acts = [.. plan.Acts, grant],
            LookAgainAt = ClusterPhases.Earliest(plan.LookAgainAt, seen.Now + permit / 3),
        };
    }
}
