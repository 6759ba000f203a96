using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.CatchUps;
using Fairway.Releases.Tasks;

namespace Fairway.Releases.Fleet;

/// <summary>Decides what is done next for a Release. Pure. Counts and timers are made anew from the ClusterReleases at
/// every look, and never counted up.</summary>
internal static class ReleasePlanner
{
    /// <summary>What is to be done on this observation.</summary>
    public static ReleasePlan Plan(ReleaseObservation seen)
    {
        if (seen.IsDeleting)
        {
            return DeletionPlanner.Plan(seen);
        }

        if (!seen.HasFinalizer)
        {
            return new ReleasePlan(
                [new ReleaseAct.AddFinalizer("it must not go while clusters are in flight")], seen.Status, seen.Now);
        }

        return seen.Status.Phase switch
        {
            ReleasePhase.Pending => Begin(seen),
            ReleasePhase.Planned => seen.Spec.Mode == ReleaseMode.Run ? Begin(seen) : Nothing(seen),
            ReleasePhase.RollingBack => BackPlanner.Plan(seen),
            ReleasePhase.Running or ReleasePhase.Paused => OnItsWay(seen),
            ReleasePhase.RolledBack => Nothing(seen),
            _ => seen.Spec.RollBack ? TurnBack(seen) : AgainPlanner.Plan(seen) ?? CatchUpPlanner.Plan(seen)
                ?? Nothing(seen),
        };
    }

    /// <summary>The plan once planning has ended.</summary>
    public static ReleasePlan Conclude(ReleaseObservation seen, ReleasePlan plan, PlanOutcome? outcome)
    {
        if (outcome is null)
        {
            return plan;
        }

        if (outcome is not { Pinned: { } pinned, Document: { } document })
        {
            var failed = seen.Waiting(ReleaseConditions.PlanFailed, outcome.Failure ?? "nothing could be planned") with
            {
                Planning = null,
            };
            return new ReleasePlan([], failed, seen.Now + TimeSpan.FromSeconds(30));
        }

        var status = seen.Status with
        {
            ObservedGeneration = seen.Release.Metadata.Generation,
            Plan = pinned,
            Planning = null,
            Clusters = document.Members.Count,
            Done = 0,
            StartedAt = seen.Now,
            Stages =
            [
                .. document.Pipeline.Stages.Select(stage => new StageStatus
                {
                    Name = stage.Name,
                    Clusters = document.Members.Count(member => member.Stage == stage.Name),
                }),
            ],
        };
        return seen.Spec.Mode == ReleaseMode.Plan
            ? new ReleasePlan([], seen.Ended(status, ReleasePhase.Planned, "the plan is not to be carried out"), null)
            : new ReleasePlan(
                [],
                status.On(seen, ReleasePhase.Running, ReleaseConditions.ClustersInFlight, "the plan is made"),
                seen.Now);
    }

    /// <summary>Nothing to do, and nothing to store.</summary>
    public static ReleasePlan Nothing(ReleaseObservation seen) => new([], seen.Status, null);

    private static ReleasePlan Begin(ReleaseObservation seen)
    {
        if (seen.Spec.RollBack || seen.Spec.Stopped)
        {
            var phase = seen.Spec.RollBack ? ReleasePhase.RolledBack : ReleasePhase.Stopped;
            return Nothing(seen) with { Status = seen.Ended(seen.Status, phase, "nothing was begun") };
        }

        if (seen.Newer is not null)
        {
            return SupersedePlanner.Plan(seen);
        }

        if (seen.Rival is { } rival && seen.Spec.Mode == ReleaseMode.Run)
        {
            var message = $"the Release {rival} changes a component of this one: this one waits for its end";
            return Nothing(seen) with { Status = seen.Waiting(ReleaseConditions.AnotherRelease, message) };
        }

        if (seen is { Status: { Phase: ReleasePhase.Planned, Plan: not null }, Plan: not null })
        {
            var status = seen.Status with { FinishedAt = null, StartedAt = seen.Now };
            return new ReleasePlan(
                [],
                status.On(seen, ReleasePhase.Running, ReleaseConditions.ClustersInFlight, "the plan is carried out"),
                seen.Now);
        }

        return seen.PlanAgainAt is { } again && seen.Now < again
            ? new ReleasePlan([], seen.Status, again)
            : new ReleasePlan([new ReleaseAct.MakePlan("it has no plan yet")], seen.Status, null);
    }

    private static ReleasePlan OnItsWay(ReleaseObservation seen)
    {
        if (seen.Spec.RollBack)
        {
            return TurnBack(seen);
        }

        if (seen.Spec.Stopped)
        {
            return Stop(seen, ReleaseConditions.StoppedByUser, "stopped by a person");
        }

        return seen switch
        {
            { Newer: not null } => SupersedePlanner.Plan(seen),
            { Joining.Count: > 0 } => Join(seen),
            _ => StagePlanner.Plan(seen),
        };
    }

    /// <summary>Later clusters join their stage if it is not done, else the one that is under way.</summary>
    private static ReleasePlan Join(ReleaseObservation seen)
    {
        var stages = seen.Status.Stages ?? [];
        var open = stages.Where(stage => stage.Phase != StagePhase.Done).Select(stage => stage.Name).ToList();
        var joins = seen.Joining.Select(joining => new ReleaseAct.Join(
            joining.Cluster,
            open.Contains(joining.Stage) ? joining.Stage : open.FirstOrDefault() ?? stages[^1].Name,
            "it came after the plan was made"));
        return new ReleasePlan([.. joins], seen.Status, seen.Now);
    }

    private static ReleasePlan TurnBack(ReleaseObservation seen)
    {
        if (seen.Rival is { } rival)
        {
            var message = $"the Release {rival} changes a component of this one: the way back waits for its end";
            return Nothing(seen) with
            {
                Status = seen.Status with
                {
                    Conditions = seen.Status.Conditions.With(seen.Condition(
                        ReleaseConditions.Progressing,
                        ConditionStatus.False,
                        ReleaseConditions.AnotherRelease,
                        message)),
                },
            };
        }

        return BackPlanner.Begin(seen, "a person asked for it");
    }

    /// <summary>Nothing more begins. What is in flight halts where it is, without slots.</summary>
    public static ReleasePlan Stop(ReleaseObservation seen, string reason, string message)
    {
        var status = seen.Status with
        {
            Slots = [],
            Interlocked = null,
            FinishedAt = seen.Status.FinishedAt ?? seen.Now,
        };
        var halted = seen.Members.Where(member => member.IsActing).Select(member => member.Cluster).ToList();
        var words = halted.Count == 0 ? message : $"{message}; halted where they were: {Words.Some(halted)}";
        return Nothing(seen) with
        {
            Acts = StageTasks.Abandoned(seen),
            Status = status.On(seen, ReleasePhase.Stopped, reason, words, ConditionStatus.False) with
            {
                Stages = StageCounts.Of(seen, status.Slots),
            },
        };
    }
}
