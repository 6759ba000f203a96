using Fairway.Api.Releases;
using Fairway.Api.Rollouts;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Gates;
using Fairway.Releases.Clusters;
using Xunit;

namespace Fairway.Tests.Releases.Clusters;

/// <summary>One decision a test: what is seen, what is planned.</summary>
public sealed class ClusterReleasePlannerTests
{
    [Fact]
    public void Nothing_begins_without_a_slot()
    {
        var plan = ClusterReleasePlanner.Plan(Cases.In(ClusterReleasePhase.Pending, -1) with { HasSlot = false });

        Assert.Equal(ClusterReleaseReasons.WaitingForSlot, plan.Status.Reason);
        Assert.Empty(plan.Acts);
    }

    [Fact]
    public void The_intent_is_recorded_before_anything_is_brought()
    {
        var seen = Planning("f1").Hearing(GateDecision.Pass, GatePoint.Before);

        var plan = ClusterReleasePlanner.Plan(seen);

        Assert.Equal(ClusterReleasePhase.Configure, plan.Status.Phase);
        Assert.Equal(["KeepEvidence", "RecordIntent"], plan.Acts.Select(act => act.GetType().Name));
        var concluded = ClusterReleasePlanner.Conclude(seen, plan, new ActsOutcome { Sequence = 7 });
        Assert.Equal((3, 7), (concluded.Status.Intent!.Epoch, concluded.Status.Intent.Sequence));
    }

    [Fact]
    public void What_was_not_approved_holds_this_cluster_and_is_named()
    {
        var plan = ClusterReleasePlanner.Plan(Planning("f2"));

        Assert.Equal(ClusterReleasePhase.Held, plan.Status.Phase);
        Assert.StartsWith(
            "not in the approved plan: Deployment web image: \"a\" -> \"b\"",
            plan.Status.Message,
            StringComparison.Ordinal);
        Assert.Empty(plan.Acts);
    }

    [Fact]
    public void A_step_is_granted_and_renewed_at_a_third_of_its_permit()
    {
        var seen = Cases.In(ClusterReleasePhase.Step).Seeing(ChangeState.Progressing, -1);

        var first = Assert.IsType<ClusterAct.Grant>(Assert.Single(ClusterReleasePlanner.Plan(seen).Acts));
        Assert.Equal((0, Cases.Now + TimeSpan.FromSeconds(30)), (first.Step, first.Until));
        Assert.Empty(ClusterReleasePlanner.Plan(seen with { GrantedAt = Cases.Now - TimeSpan.FromSeconds(9) }).Acts);
        Assert.Single(ClusterReleasePlanner.Plan(seen with { GrantedAt = Cases.Now - TimeSpan.FromSeconds(10) }).Acts);
    }

    [Theory]
    [InlineData(ChangeState.Progressing, 0)]
    [InlineData(ChangeState.Halted, 0)]
    [InlineData(ChangeState.NotConfigured, 1)]
    [InlineData(ChangeState.AtStep, 0)]
    public void A_step_counts_as_reached_only_on_evidence_for_it(ChangeState state, int step)
    {
        var plan = ClusterReleasePlanner.Plan(Cases.In(ClusterReleasePhase.Step, 1).Seeing(state, step));

        Assert.Equal(ClusterReleasePhase.Step, plan.Status.Phase);
    }

    [Fact]
    public void A_step_that_is_not_reached_in_time_goes_back()
    {
        var seen = Cases.In(ClusterReleasePhase.Step).Seeing(ChangeState.Progressing, -1)
            .With(status => status with { Deadline = Cases.Now });

        var plan = ClusterReleasePlanner.Plan(seen);

        Assert.Equal((Direction.Back, ClusterReleasePhase.PreCheck), (plan.Status.Direction, plan.Status.Phase));
        Assert.StartsWith("StepDeadlineExceeded", plan.Status.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Direction.Back, 0, RolloutReasons.BlockedByOld, 1)]
    [InlineData(Direction.Back, 0, RolloutReasons.Replacing, 0)]
    [InlineData(Direction.Back, 1, RolloutReasons.BlockedByOld, 1)]
    [InlineData(Direction.Forward, 0, RolloutReasons.BlockedByOld, 0)]
    public void A_broken_version_does_not_block_the_way_back(Direction direction, int step, string reason, int next)
    {
        var seen = Cases.In(ClusterReleasePhase.Step, step).Seeing(ChangeState.Progressing, step - 1, reason)
            .With(status => status with { Direction = direction });

        var plan = ClusterReleasePlanner.Plan(seen);

        Assert.Equal((ClusterReleasePhase.Step, next), (plan.Status.Phase, plan.Status.Step));
    }

    [Fact]
    public void A_stop_halts_once_and_the_deadline_runs_anew_after_it()
    {
        var seen = Cases.In(ClusterReleasePhase.Step).Seeing(ChangeState.Progressing, -1);
        var held = seen.Held(ClusterReleaseReasons.EmergencyStop, HoldExtent.HaltsRollouts);

        var halt = ClusterReleasePlanner.Plan(held);
        Assert.IsType<ClusterAct.Halt>(Assert.Single(halt.Acts));
        Assert.Empty(ClusterReleasePlanner.Plan(held.With(_ => halt.Status)).Acts);

        var later = seen.With(_ => halt.Status) with { Now = Cases.Now + TimeSpan.FromHours(1) };
        var resumed = ClusterReleasePlanner.Plan(later);
        Assert.Equal(ClusterReleasePhase.Step, resumed.Status.Phase);
        Assert.Equal(later.Now + TimeSpan.FromMinutes(10), resumed.Status.Deadline);
    }

    [Fact]
    public void A_pause_lets_a_step_go_on_and_holds_the_next_one()
    {
        var step = Cases.In(ClusterReleasePhase.Step).Seeing(ChangeState.Progressing, -1)
            .Held(ClusterReleaseReasons.Paused, HoldExtent.NewSteps);
        Assert.Single(ClusterReleasePlanner.Plan(step).Acts);

        var baked = Cases.In(ClusterReleasePhase.Bake).Seeing(ChangeState.AtStep)
            .Held(ClusterReleaseReasons.Paused, HoldExtent.NewSteps)
            .With(status => status with { Deadline = Cases.Now });
        Assert.Equal(ClusterReleaseReasons.Paused, ClusterReleasePlanner.Plan(baked).Status.Reason);
    }

    [Fact]
    public void What_comes_after_the_rollout_is_done_before_the_gates_look_and_has_its_own_time()
    {
        var seen = Cases.In(ClusterReleasePhase.Bake, 1).Seeing(ChangeState.Complete)
            .With(status => status with { Deadline = Cases.Now });
        var plan = ClusterReleasePlanner.Plan(seen);
        Assert.IsType<ClusterAct.Finish>(Assert.Single(plan.Acts));
        Assert.Equal(ClusterReleasePhase.PostCheck, plan.Status.Phase);

        var waiting = new ActResult.Waiting(ClusterReleaseReasons.WaitingForHook, "a hook runs")
        {
            LookAfter = TimeSpan.FromSeconds(1),
        };
        var waits = ClusterReleasePlanner.Conclude(seen, plan, new ActsOutcome { Waiting = waiting });
        Assert.Equal(
            (ClusterReleasePhase.Bake, "a hook runs", Cases.Now + TimeSpan.FromSeconds(1)),
            (waits.Status.Phase, waits.Status.Message, waits.LookAgainAt));

        var late = ClusterReleasePlanner.Plan(seen.With(status => waits.Status with
        {
            Deadline = Cases.Now - seen.Spec.StepDeadline.Value,
        }));
        Assert.Equal("StepDeadlineExceeded: a hook did not end in time: a hook runs", late.Status.Failure);
    }

    [Fact]
    public void Who_has_been_overtaken_by_a_later_epoch_does_nothing()
    {
        var seen = Cases.In(ClusterReleasePhase.Step).Seeing(ChangeState.Stopped)
            .With(status => status with { Intent = status.Intent! with { Epoch = 4 } });

        var plan = ClusterReleasePlanner.Plan(seen);

        Assert.Empty(plan.Acts);
        Assert.Equal(seen.Status, plan.Status);
    }

    [Fact]
    public void Who_takes_over_records_its_epoch_before_anything_else()
    {
        var seen = Cases.In(ClusterReleasePhase.Step).Seeing(ChangeState.Stopped)
            .With(status => status with { Intent = status.Intent! with { Epoch = 2 } });

        Assert.IsType<ClusterAct.RecordIntent>(Assert.Single(ClusterReleasePlanner.Plan(seen).Acts));
    }

    [Fact]
    public void Without_anything_begun_the_way_back_is_no_way()
    {
        var seen = Cases.In(ClusterReleasePhase.PreCheck, -1).Told(spec => spec with { Direction = Direction.Back });

        var plan = ClusterReleasePlanner.Plan(seen);

        Assert.Equal(ClusterReleasePhase.RolledBack, plan.Status.Phase);
        Assert.Null(plan.Status.Failure);
    }

    [Fact]
    public void With_nothing_good_to_go_back_to_it_fails_and_says_what_to_do()
    {
        var seen = Cases.In(ClusterReleasePhase.PreCheck, -1).With(status => status with
        {
            Direction = Direction.Back,
            Intent = new Intent { Epoch = 3 },
        });
        seen = seen with { Change = seen.Change! with { Target = null } };

        var plan = ClusterReleasePlanner.Plan(seen);

        Assert.Equal(ClusterReleasePhase.Failed, plan.Status.Phase);
        Assert.Equal(ClusterReleaseReasons.NothingToGoBackTo, plan.Status.Reason);
        Assert.Contains(plan.Acts, act => act is ClusterAct.MarkFailed);
    }

    [Fact]
    public void Somebody_elses_template_is_named_at_once_and_fails_at_the_deadline()
    {
        var seen = Cases.In(ClusterReleasePhase.Step)
            .Seeing(ChangeState.Halted, -1, ClusterReleaseReasons.RevisionReplaced);

        Assert.Equal(ClusterReleaseReasons.RevisionReplaced, ClusterReleasePlanner.Plan(seen).Status.Reason);
        var late = ClusterReleasePlanner.Plan(seen.With(status => status with { Deadline = Cases.Now }));
        Assert.StartsWith("RevisionReplaced", late.Status.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fence_changes_no_word_of_the_status()
    {
        var seen = Cases.In(ClusterReleasePhase.Step).Seeing(ChangeState.Progressing, -1);
        var plan = ClusterReleasePlanner.Plan(seen);
        var fenced = new ClusterTrouble(TroubleKind.Fenced, ClusterReleaseReasons.EmergencyStop, "a stop");

        var concluded = ClusterReleasePlanner.Conclude(seen, plan, new ActsOutcome { Trouble = fenced });

        Assert.Equal(seen.Status, concluded.Status);
        Assert.Equal(Cases.Now + TimeSpan.FromSeconds(1), concluded.LookAgainAt);
    }

    private static ClusterReleaseObservation Planning(string fingerprint)
    {
        var seen = Cases.In(ClusterReleasePhase.PreCheck, -1);
        var approved = new SortedSet<string>(["f1"], StringComparer.Ordinal);
        return seen with { Change = seen.Change! with { Plan = Planned(fingerprint), Approved = approved } };
    }

    private static ChangePlan Planned(string fingerprint) => new(
        "1.0.0",
        [
            new PlannedChange(
                "Deployment web", "image", "\"a\"", "\"b\"", ChangeVerdict.Allow, "", fingerprint, false),
        ],
        []);
}
