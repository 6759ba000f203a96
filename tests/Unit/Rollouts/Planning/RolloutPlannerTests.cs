using Fairway.Api.Meta;
using Fairway.Api.Rollouts;
using Fairway.Tests.Twin.Behaviour;
using Xunit;

namespace Fairway.Tests.Rollouts.Planning;

/// <summary>Whole rollouts, planned against a model.</summary>
public sealed class RolloutPlannerTests
{
    [Fact]
    public void A_good_version_goes_step_by_step()
    {
        var model = Braked(new SetModel(4, 3, 2, 0), "r2");
        for (var step = 0; step < 3; step++)
        {
            model.Grant(step, 30);
            model.Pass(5);
            Assert.Equal(step, model.Status.Step);
        }

        Assert.Equal((RolloutPhase.Complete, "r2 r2 r2 r2"), (model.Status.Phase, model.Revisions));
        Golden.Check("good-version", model.Story);
    }

    [Fact]
    public void A_permit_that_lapses_halts_by_itself()
    {
        var model = Braked(new SetModel(5, 0), "r2");
        model.Grant(0, 2);
        model.Pass(5);
        Assert.Equal((RolloutPhase.Halted, RolloutReasons.PermitLapsed), (model.Status.Phase, model.Status.Reason));
        model.Grant(0, 60);
        model.Pass(1);
        model.Spec("a pause", spec => spec with { Paused = true });
        model.Pass(5);
        Assert.Equal((RolloutPhase.Halted, RolloutReasons.Paused), (model.Status.Phase, model.Status.Reason));
        model.Spec("the pause is lifted", spec => spec with { Paused = false });
        model.Pass(5);
        Assert.Equal(RolloutPhase.Complete, model.Status.Phase);
        Golden.Check("permit", model.Story);
    }

    [Fact]
    public void A_bad_version_stops_at_its_first_pod_and_goes_back()
    {
        var model = Braked(new SetModel(4, 3, 0), "r2");
        model.Bad.Add("r2");
        model.Grant(0, 30);
        model.Pass(8);
        Assert.Equal((RolloutPhase.Stopped, RolloutReasons.CrashLoop), (model.Status.Phase, model.Status.Reason));
        Assert.Equal("r1 r1 r1 r2", model.Revisions);
        model.Again("release-1/Back", "r1");
        model.Grant(1, 60);
        model.Pass(8);
        Assert.Equal((RolloutPhase.Complete, "r1 r1 r1 r1"), (model.Status.Phase, model.Revisions));
        Golden.Check("bad-version", model.Story);
    }

    [Fact]
    public void A_pod_that_crashes_while_the_last_step_bakes_stops_what_was_complete()
    {
        var model = Braked(new SetModel(3, 2, 0), "r2");
        model.Spec("the last step bakes for 10 s", spec => spec with
        {
            Steps = [spec.Steps[0], spec.Steps[1] with { Bake = Duration.Seconds(10) }],
        });
        model.Grant(1, 60);
        model.Pass(8);
        Assert.Equal(RolloutPhase.Complete, model.Status.Phase);

        model.Crash("r2");
        model.Pass(2);
        Assert.Equal((RolloutPhase.Stopped, RolloutReasons.CrashLoop), (model.Status.Phase, model.Status.Reason));
        Assert.Equal("r2 r2 r2", model.Revisions);

        model.Again("release-1/Back", "r1");
        model.Grant(1, 60);
        model.Pass(20);
        Assert.Equal((RolloutPhase.Complete, "r1 r1 r1"), (model.Status.Phase, model.Revisions));
    }

    [Fact]
    public void A_pod_that_crashes_after_the_bake_of_the_last_step_is_none_of_the_rollouts_business()
    {
        var model = Braked(new SetModel(3, 2, 0), "r2");
        model.Grant(1, 60);
        model.Pass(8);
        model.Crash("r2");
        model.Pass(2);
        Assert.Equal(RolloutPhase.Complete, model.Status.Phase);
    }

    [Fact]
    public void Pods_that_break_beyond_the_first_step_of_the_way_back_do_not_block_it()
    {
        var model = Braked(new SetModel(4, 3, 1, 0), "r2");
        model.Grant(1, 30);
        model.Pass(8);
        Assert.Equal("r1 r2 r2 r2", model.Revisions);
        model.Crash("r2");
        model.Settle();
        Assert.Equal(RolloutPhase.Stopped, model.Status.Phase);
        model.Again("release-1/Back", "r1");
        model.Grant(0, 30);
        model.Pass(8);
        Assert.Equal(0, model.Status.Step);
        model.Grant(2, 30);
        model.Pass(8);
        Assert.Equal((RolloutPhase.Complete, "r1 r1 r1 r1"), (model.Status.Phase, model.Revisions));
        Golden.Check("broken-later", model.Story);
    }

    [Fact]
    public void A_workload_that_is_seen_late_was_not_made_anew()
    {
        var model = new SetModel(3, 2, 0);
        model.Settle();
        model.Behind = 1;
        model.Bring("r2");
        model.Settle();
        Assert.Equal(
            (RolloutPhase.Braked, RolloutReasons.WaitingForTemplate), (model.Status.Phase, model.Status.Reason));
        Assert.True(model.Status.Braked);

        model.Behind = 0;
        model.Grant(0, 30);
        model.Pass(8);
        Assert.Equal((RolloutPhase.AtStep, 0), (model.Status.Phase, model.Status.Step));

        // What was seen once at its generation, and then before it, is another object.
        model.Behind = 10;
        model.Grant(1, 30);
        model.Settle();
        Assert.Equal((RolloutPhase.Halted, RolloutReasons.RevisionReplaced), (model.Status.Phase, model.Status.Reason));
    }

    [Fact]
    public void A_template_of_somebody_else_is_held_and_its_return_goes_on()
    {
        var model = Braked(new SetModel(3, 2, 0), "r2");
        model.Grant(0, 30);
        model.Pass(8);
        model.Template("r3");
        model.Tenant();
        model.Settle();
        Assert.Equal((RolloutPhase.Halted, RolloutReasons.RevisionReplaced), (model.Status.Phase, model.Status.Reason));
        model.Grant(1, 30);
        model.Pass(8);
        Assert.Equal("r1 r1 r2", model.Revisions);
        model.Template("r2");
        model.Pass(8);
        Assert.Equal((RolloutPhase.Complete, "r2 r2 r2"), (model.Status.Phase, model.Revisions));
        Golden.Check("hot-fix", model.Story);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void In_any_order_nothing_is_new_before_its_time_and_the_end_is_the_same(int seed)
    {
        var random = new Random(seed);
        var model = new SetModel(5, 4, 2, 0);
        model.Settle(random);
        model.Bring("r2");
        for (var step = 0; step < 3; step++)
        {
            do
            {
                model.Grant(step, 2);
                model.Settle(random);
                model.Pass(random.Next(1, 4), random);
            }
            while (model.Status.Step < step);
        }

        Assert.Equal((RolloutPhase.Complete, "r2 r2 r2 r2 r2"), (model.Status.Phase, model.Revisions));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    private static SetModel Braked(SetModel model, string revision)
    {
        model.Settle();
        Assert.True(model.Status.Braked);
        model.Bring(revision);
        model.Settle();
        return model;
    }
}
