using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Api.Releases.Tasks;
using Fairway.Releases.CatchUps;
using Fairway.Releases.Tasks;

namespace Fairway.Releases.Fleet;

/// <summary>The way back: the latest stage first, paced by its slots. Pure.</summary>
internal static class BackPlanner
{
    /// <summary>From now on everything goes back.</summary>
    public static ReleasePlan Begin(ReleaseObservation seen, string why)
    {
        var status = seen.Status with
        {
            FinishedAt = null,
            Slots = SlotPlanner.Kept(seen),
            Interlocked = null,
            Missed = CatchUpPlanner.Ended(seen),
        };
        return new ReleasePlan(
            [.. StageTasks.Abandoned(seen), .. CaughtUp(seen)],
            status.On(seen, ReleasePhase.RollingBack, ReleaseConditions.RolledBack, $"goes back: {why}"),
            seen.Now);
    }

    /// <summary>Who has caught up with it goes back too, each by its own Release, when this one has ended.</summary>
    private static IEnumerable<ReleaseAct> CaughtUp(ReleaseObservation seen) =>
        from missed in seen.Status.Missed ?? []
        where missed is { CatchUp: not null, State: MissedState.CatchingUp or MissedState.CaughtUp }
        select new ReleaseAct.TurnCatchUp(missed.CatchUp!, "the Release with which it caught up goes back");

    /// <summary>The plan of a Release that goes back.</summary>
    public static ReleasePlan Plan(ReleaseObservation seen)
    {
        var owed = seen.Members.Where(member => !member.IsGone && IsOwed(member)).ToList();
        var idle = seen.Members.Where(member => !member.IsGone && IsIdle(member)).ToList();
        if (owed.Count == 0 && idle.Count == 0)
        {
            return End(seen);
        }

        var slots = Slots(seen, owed);
        var flying = slots.Select(slot => slot.Cluster).ToHashSet(StringComparer.Ordinal);
        var turned = owed.Where(member => !member.IsTurned && flying.Contains(member.Cluster));
        var status = seen.Status with { Slots = slots, Stages = StageCounts.Of(seen, slots), Done = Succeeded(seen) };
        var (reason, message) = Waits(seen, owed, slots);
        var goesOn = slots.Count > 0 ? ConditionStatus.True : ConditionStatus.False;
        return new ReleasePlan(
            [], status.On(seen, ReleasePhase.RollingBack, reason, message, goesOn), null)
        {
            Then =
            [
                .. idle.Select(member => new ReleaseAct.TurnBack(member.Cluster, "nothing was begun in it")),
                .. turned.Select(member => new ReleaseAct.TurnBack(member.Cluster, "the Release goes back")),
            ],
        };
    }

    /// <summary>Whether a cluster was changed, and has not ended going back.</summary>
    public static bool IsOwed(MemberSight member) => member.HasBegun && !HasEndedBack(member);

    private static bool IsIdle(MemberSight member) =>
        member.ClusterRelease is not null && !member.HasBegun && !member.IsTurned && !HasEndedBack(member);

    private static bool HasEndedBack(MemberSight member) =>
        member.IsFinished && member.ClusterRelease?.Status?.Direction == Direction.Back;

    private static IReadOnlyList<Slot> Slots(ReleaseObservation seen, List<MemberSight> owed)
    {
        var names = SlotPlanner.Names(owed);
        var kept = (seen.Status.Slots ?? []).Where(slot => names.Contains(slot.Cluster)).ToList();
        var stage = seen.Plan!.Pipeline.Stages.LastOrDefault(one => owed.Exists(member => member.Stage == one.Name));
        return stage is null || seen.Spec.Paused || seen.Spec is { Stopped: true, RollBack: false }
            ? kept
            : SlotPlanner.Back(seen, stage, seen.Of(stage.Name), kept);
    }

    private static (string Reason, string Message) Waits(
        ReleaseObservation seen, List<MemberSight> owed, IReadOnlyList<Slot> slots)
    {
        if (seen.Spec.Paused)
        {
            return (ReleaseConditions.Paused, "paused on its way back; set spec.paused to false to go on");
        }

        if (slots.Count == 0 && owed.Find(member => member.Stop is not null) is { Stop: { } stop })
        {
            return (ReleaseConditions.EmergencyStop, $"the EmergencyStop {stop.Name} holds it: {stop.Why}");
        }

        var clusters = slots.Select(slot => slot.Cluster).ToList();
        return (ReleaseConditions.RolledBack, clusters.Count == 0
            ? $"{Words.Are(owed.Count)} to go back"
            : $"goes back: {Words.Some(clusters)}; {Words.Are(owed.Count)} not back yet");
    }

    private static ReleasePlan End(ReleaseObservation seen)
    {
        var stuck = seen.Members
            .Where(member => !member.IsGone && member.Phase == ClusterReleasePhase.Failed)
            .Select(member => member.Cluster).ToList();
        var status = seen.Status with { Stages = StageCounts.Of(seen, []), Done = Succeeded(seen), Stage = null };
        var (phase, words) = stuck.Count == 0
            ? (ReleasePhase.RolledBack, $"every cluster is back at its last good version; {Cause(seen)}")
            : (ReleasePhase.Failed, $"these could not go back, look at their ClusterReleases: {Words.Some(stuck)}");
        return new ReleasePlan(
            seen.Spec.CatchUp is null ? [new ReleaseAct.RestoreStable("it went back")] : [],
            seen.Ended(status, phase, words),
            null);
    }

    private static string Cause(ReleaseObservation seen)
    {
        if (seen.Members.FirstOrDefault(member => member.HasFailed) is { } failed)
        {
            return $"{failed.Cluster} failed: {failed.ClusterRelease!.Status!.Failure}";
        }

        return seen.Spec.RollBack ? "a person asked for it" : FailedTask(seen) ?? "a person asked for it";
    }

    private static string? FailedTask(ReleaseObservation seen) => (
        from stage in seen.Plan!.Pipeline.Stages
        let status = StageCounts.Before(seen, stage.Name)
        where status.Phase == StagePhase.Failed
        from task in status.Tasks ?? []
        where task.Phase == TaskPhase.Failed
            && stage.Tasks?.Any(one => one.Name == task.Name && !TaskPlanner.IsAdvisory(one)) == true
        select $"the task {task.Name} of the stage {stage.Name} failed: {task.Message}").FirstOrDefault();

    private static int Succeeded(ReleaseObservation seen) =>
        seen.Members.Count(member => member.HasSucceeded && !member.IsGone);
}
