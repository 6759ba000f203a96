using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.CatchUps;
using Fairway.Releases.Gates;
using Fairway.Releases.Tasks;

namespace Fairway.Releases.Fleet;

/// <summary>The way forward: stages in order, and slots within the one that is under way. Pure.</summary>
internal static class StagePlanner
{
    /// <summary>The plan of a Release on its way.</summary>
    public static ReleasePlan Plan(ReleaseObservation seen)
    {
        var slots = SlotPlanner.Kept(seen);
        var stages = new List<StageStatus>();
        ReleasePlan? decided = null;
        foreach (var stage in seen.Plan!.Pipeline.Stages)
        {
            var status = StageCounts.Of(seen, stage.Name, slots);
            if (decided is null && (status.Phase != StagePhase.Done || IsTriedAgain(seen, stage.Name)))
            {
                (status, decided) = Look(seen, stage, status, slots);
            }

            stages.Add(status);
        }

        decided ??= Succeed(seen);
        var plan = decided with
        {
            Status = decided.Status with
            {
                Stages = IsOn(decided.Status.Phase)
                    ? stages
                    : [.. stages.Select(stage => StageCounts.GivenUp(seen, stage))],
                Clusters = seen.Members.Count(member => !member.IsGone),
                Done = seen.Members.Count(member => member.HasSucceeded && !member.IsGone),
            },
        };
        plan = plan with { Then = [.. plan.Then, .. SlotPlanner.LeftOut(seen)] };
        return seen.AskAgainAt is { } ask && IsOn(plan.Status.Phase)
            ? plan with { LookAgainAt = plan.LookAgainAt is { } at && at < ask ? at : ask }
            : plan;
    }

    /// <summary>A stage that was done goes on where one of its clusters is to be tried again.</summary>
    private static bool IsTriedAgain(ReleaseObservation seen, string stage) =>
        seen.Of(stage).Any(member => member.IsRetried);

    private static bool IsOn(ReleasePhase phase) => phase is ReleasePhase.Running or ReleasePhase.Paused;

    /// <summary>The stage as it is now; and the plan, unless the stage is done and the next one is to be looked
    /// at.</summary>
    private static (StageStatus Status, ReleasePlan? Plan) Look(
        ReleaseObservation seen, Stage stage, StageStatus status, IReadOnlyList<Slot> slots)
    {
        var members = seen.Of(stage.Name);
        if (status.Failed > stage.FailureBudget.RoundDown(members.Count))
        {
            var failed = status with { Phase = StagePhase.Failed };
            return (failed, SpendBudget(seen, failed, members));
        }

        var tasks = StageTasks.Plan(seen, stage, status);
        status = stage.Tasks is { Count: > 0 } ? status with { Tasks = tasks.Statuses } : status;
        if (tasks.Moves || !tasks.IsDone || tasks.Failed is not null || !members.All(member => member.IsFinished))
        {
            return UnderWay(seen, stage, status with { FinishedAt = null }, slots, tasks);
        }

        var finishedAt = status.FinishedAt
            ?? members.Max(member => member.ClusterRelease?.Status?.FinishedAt) ?? seen.Now;
        var until = members.Count == 0 ? finishedAt : finishedAt + stage.SilentPeriodAfterStage.Value;
        if (seen.Now >= until)
        {
            return (status with { Phase = StagePhase.Done, FinishedAt = finishedAt, SilentUntil = null }, null);
        }

        var silent = status with { Phase = StagePhase.Silent, FinishedAt = finishedAt, SilentUntil = until };
        var words = $"the stage {stage.Name} is finished; nothing begins for {stage.SilentPeriodAfterStage}";
        return (silent, On(seen, stage, slots, ReleaseConditions.SilentPeriod, words) with { LookAgainAt = until });
    }

    /// <summary>What tasks begin or end is stored first; clusters and what else waits come after.</summary>
    private static (StageStatus Status, ReleasePlan Plan) UnderWay(
        ReleaseObservation seen, Stage stage, StageStatus status, IReadOnlyList<Slot> slots, TaskPlan tasks)
    {
        var running = status with { Phase = StagePhase.Running, StartedAt = status.StartedAt ?? seen.Now };
        if (tasks.Moves)
        {
            var moved = On(seen, stage, slots, ReleaseConditions.TaskRunning, Says(stage, tasks));
            return (running, moved with
            {
                Acts = [.. StageTasks.Ends(stage.Name, tasks)],
                Then = [.. StageTasks.Begins(stage.Name, tasks)],
                LookAgainAt = tasks.Ends.Count > 0 ? seen.Now : tasks.LookAgainAt ?? seen.Now,
            });
        }

        if (tasks.Failed is { } failed)
        {
            var why = $"the task {failed.Name} of the stage {stage.Name} failed: {failed.Message}";
            var ended = running with { Phase = StagePhase.Failed };
            return (ended, seen.Plan!.Pipeline.Rollback == RollbackPolicy.Automatic
                ? BackPlanner.Begin(seen, why)
                : ReleasePlanner.Stop(seen, ReleaseConditions.TaskFailed, why));
        }

        if (tasks.MayDeploy && !seen.Of(stage.Name).All(member => member.IsFinished))
        {
            var (deploying, plan) = Run(seen, stage, status, slots);
            return (deploying, plan with { LookAgainAt = Earlier(plan.LookAgainAt, tasks.LookAgainAt) });
        }

        var (reason, words) = seen.Spec.Paused
            ? (ReleaseConditions.Paused, $"paused in the stage {stage.Name}; set spec.paused to false to go on")
            : (ReleaseConditions.TaskRunning, Says(stage, tasks));
        return (running, On(seen, stage, slots, reason, words) with { LookAgainAt = tasks.LookAgainAt });
    }

    private static string Says(Stage stage, TaskPlan tasks) =>
        $"the stage {stage.Name}: {tasks.Waits ?? "its tasks go on"}";

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;

    private static (StageStatus Status, ReleasePlan Plan) Run(
        ReleaseObservation seen, Stage stage, StageStatus status, IReadOnlyList<Slot> kept)
    {
        var members = seen.Of(stage.Name);
        var silentUntil = SilentUntil(stage, status, members);
        var isSilent = seen.Now < silentUntil;
        var slots = seen.Spec.Paused || isSilent ? kept : SlotPlanner.Forward(seen, stage, members, kept);
        var running = status with
        {
            Phase = StagePhase.Running,
            Active = slots.Count,
            SilentUntil = isSilent ? silentUntil : null,
            StartedAt = status.StartedAt ?? (slots.Count > 0 ? seen.Now : null),
        };
        var (reason, message) = Waits(seen, stage, slots, isSilent);
        var plan = On(seen, stage, slots, reason, message);
        return (running, plan with
        {
            Status = plan.Status with
            {
                Interlocked = isSilent || seen.Spec.Paused ? null : SlotPlanner.Interlocked(stage, members, slots),
            },
            Then = [.. SlotPlanner.Missing(seen, slots)],
            LookAgainAt = isSilent ? silentUntil
                : SlotPlanner.IsFull(stage, members, slots) ? null
                : Opens(members),
        });
    }

    /// <summary>When the first gate opens by itself that keeps a cluster from beginning. Where no slot is free none can
    /// begin, and the one that ends wakes the Release.</summary>
    private static DateTimeOffset? Opens(IReadOnlyList<MemberSight> members) =>
        members.Where(member => !member.IsFinished && member.IsKept).Min(member => member.Gate!.Answer.AskAgainAt);

    /// <summary>The last cluster to finish silences the stage; what is stored counts where the cluster has left
    /// meanwhile.</summary>
    private static DateTimeOffset? SilentUntil(Stage stage, StageStatus status, IReadOnlyList<MemberSight> members)
    {
        var last = members.Where(member => member.IsFinished)
            .Max(member => member.ClusterRelease?.Status?.FinishedAt);
        var until = last + stage.SilentPeriod.Value;
        return until > status.SilentUntil || status.SilentUntil is null ? until : status.SilentUntil;
    }

    private static (string Reason, string Message) Waits(
        ReleaseObservation seen, Stage stage, IReadOnlyList<Slot> slots, bool isSilent)
    {
        var open = seen.Of(stage.Name).Where(member => !member.IsFinished).ToList();
        var held = open.Find(member => member.Phase == ClusterReleasePhase.Held);
        var stopped = open.Where(member => member.Stop is not null).ToList();
        var stoppedNames = SlotPlanner.Names(stopped);
        if (seen.Spec.Paused)
        {
            return (ReleaseConditions.Paused, $"paused in the stage {stage.Name}; set spec.paused to false to go on");
        }

        if (stopped is [{ Stop: { } stop }, ..] && slots.All(slot => stoppedNames.Contains(slot.Cluster)))
        {
            return (ReleaseConditions.EmergencyStop, $"the EmergencyStop {stop.Name} holds it: {stop.Why}");
        }

        if (slots.Count > 0)
        {
            var clusters = slots.Select(slot => slot.Cluster).ToList();
            return (ReleaseConditions.ClustersInFlight, $"in flight in the stage {stage.Name}: {Words.Some(clusters)}");
        }

        if (isSilent)
        {
            return (
                ReleaseConditions.SilentPeriod, $"nothing begins in the stage {stage.Name} for {stage.SilentPeriod}");
        }

        if (open.Find(member => member.IsKept) is { Gate: { } gate } kept)
        {
            return (gate.Answer.Reason ?? ReleaseConditions.ClusterHeld, Kept(open, kept, gate));
        }

        return held is null
            ? (ReleaseConditions.ClustersInFlight, $"the stage {stage.Name} is under way")
            : (ReleaseConditions.ClusterHeld, $"{held.Cluster} holds: {held.ClusterRelease!.Status!.Message}");
    }

    private static string Kept(List<MemberSight> open, MemberSight first, GateVerdict gate)
    {
        var more = open.Count(member => member.IsKept) - 1;
        return $"{first.Cluster}{(more > 0 ? $" and {more} more" : "")} may not begin: {gate.Answer.Says}";
    }

    private static ReleasePlan On(
        ReleaseObservation seen, Stage stage, IReadOnlyList<Slot> slots, string reason, string message)
    {
        var goesOn = reason is ReleaseConditions.ClustersInFlight or ReleaseConditions.SilentPeriod
            or ReleaseConditions.WindowClosed or ReleaseConditions.Interlocked or ReleaseConditions.TaskRunning;
        var status = seen.Status with { Stage = stage.Name, Slots = slots, Interlocked = null };
        var phase = seen.Spec.Paused ? ReleasePhase.Paused : ReleasePhase.Running;
        return new ReleasePlan(
            [],
            status.On(seen, phase, reason, message, goesOn ? ConditionStatus.True : ConditionStatus.False),
            null);
    }

    private static ReleasePlan SpendBudget(
        ReleaseObservation seen, StageStatus stage, IReadOnlyList<MemberSight> members)
    {
        var failed = members.Where(member => member.HasFailed).ToList();
        var why = $"{failed.Count} of {members.Count} clusters of the stage {stage.Name} failed, more than its budget: "
            + $"{failed[0].Cluster}: {failed[0].ClusterRelease!.Status!.Failure}";
        return seen.Plan!.Pipeline.Rollback == RollbackPolicy.Automatic
            ? BackPlanner.Begin(seen, why)
            : ReleasePlanner.Stop(seen, ReleaseConditions.FailureBudgetSpent, why);
    }

    private static ReleasePlan Succeed(ReleaseObservation seen)
    {
        var missed = CatchUpPlanner.Left(seen);
        var status = seen.Status with { Stage = null, Missed = missed };
        return new ReleasePlan(
            seen.Spec.CatchUp is null ? [new ReleaseAct.SetStable("it is through")] : [],
            seen.Ended(status, ReleasePhase.Succeeded, EndWords.Of(seen, missed)),
            missed is null ? null : seen.Now);
    }
}
