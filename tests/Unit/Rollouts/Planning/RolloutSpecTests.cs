using Fairway.Api.Meta;
using Fairway.Api.Rollouts;
using Fairway.Rollouts;
using Fairway.Rollouts.Drivers;
using Fairway.Rollouts.Planning;
using Fairway.Rollouts.Sights;
using Xunit;

namespace Fairway.Tests.Rollouts.Planning;

/// <summary>What a Rollout must say, and what it is told where it does not.</summary>
public sealed class RolloutSpecTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 1, "none of the 1 steps")]
    [InlineData(1, -1, "must leave nothing old")]
    [InlineData(-1, -1, "0% to 100%")]
    public void What_makes_no_sense_is_refused_and_nothing_is_done(int partition, int permitted, string expected)
    {
        var plan = RolloutPlanner.Plan(new RolloutObservation(Rollout(partition, permitted), Now)
        {
            Driver = new StatefulSetDriver(),
        });
        Assert.Equal((RolloutPhase.Halted, RolloutReasons.BadSpecification), (plan.Status.Phase, plan.Status.Reason));
        Assert.Contains(expected, plan.Status.Message, StringComparison.Ordinal);
        Assert.Empty(plan.Actions);
        Assert.False(plan.Status.Braked);
    }

    [Fact]
    public void A_step_that_takes_back_what_one_before_it_did_is_refused()
    {
        var rollout = Rollout(0, -1);
        rollout = rollout with
        {
            Spec = rollout.Spec with
            {
                Steps =
                [
                    new RolloutStep { Partition = IntOrPercent.Percent(50) },
                    new RolloutStep { Partition = IntOrPercent.Percent(60) },
                    new RolloutStep(),
                ],
            },
        };
        var plan = RolloutPlanner.Plan(new RolloutObservation(rollout, Now) { Driver = new StatefulSetDriver() });
        Assert.Contains("step 1 keeps more old", plan.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_without_a_driver_is_refused()
    {
        var plan = RolloutPlanner.Plan(new RolloutObservation(Rollout(0, -1), Now));
        Assert.Equal(RolloutReasons.UnsupportedWorkload, plan.Status.Reason);
        Assert.False(plan.Status.Braked);
    }

    [Fact]
    public void The_older_of_two_rollouts_of_a_workload_has_the_say()
    {
        var plan = RolloutPlanner.Plan(new RolloutObservation(Rollout(0, -1), Now)
        {
            Driver = new StatefulSetDriver(), Rival = "older",
        });
        Assert.Contains("older", plan.Status.Message, StringComparison.Ordinal);
        Assert.Empty(plan.Actions);
    }

    [Fact]
    public void Where_there_is_no_workload_there_is_nothing_to_brake()
    {
        var driver = new StatefulSetDriver();
        var plan = RolloutPlanner.Plan(new RolloutObservation(Rollout(0, -1), Now) { Driver = driver });
        Assert.Equal((RolloutPhase.Braked, RolloutReasons.WorkloadMissing), (plan.Status.Phase, plan.Status.Reason));
        Assert.True(plan.Status.Braked);
    }

    [Fact]
    public void The_catalogue_says_what_kinds_hold_to_and_how_their_brakes_look()
    {
        var catalogue = new RolloutCatalogue();
        var set = catalogue.Find("apps/v1", "StatefulSet")!;
        var deployment = catalogue.Find("apps/v1", "Deployment")!;
        Assert.True(set.Guarantees is { HoldsPartition: true, ExactSteps: true, CanPause: true });
        Assert.Contains(set.Brake, mark => mark.Value == "2147483647");
        Assert.True(deployment.Guarantees is { HoldsPartition: true, ExactSteps: true, CanPause: true });
        Assert.Equal(["/spec/paused", "/spec/strategy"], deployment.OwnedPaths);
        var whole = catalogue.Find("apps/v1", "Deployment", new RolloutPace { Recreate = true })!;
        Assert.True(whole.Guarantees is { HoldsPartition: false, ExactSteps: false, CanPause: true });
        var daemons = catalogue.Find("apps/v1", "DaemonSet")!;
        Assert.True(daemons.Guarantees is { HoldsPartition: false, ExactSteps: true, CanPause: true });
        Assert.Null(catalogue.Find("batch/v1", "Job"));
    }

    [Fact]
    public void The_checkers_cry_out_where_the_brake_is_not_on()
    {
        var model = new SetModel(3, 0);
        model.Template("r2");
        Assert.Contains(
            "too early",
            Assert.ThrowsAny<Exception>(() =>
            {
                model.Controllers(5);
            }).Message,
            StringComparison.Ordinal);
    }

    private static Rollout Rollout(int partition, int permitted) => new()
    {
        Spec = new RolloutSpec
        {
            Workload = new WorkloadReference { ApiVersion = "apps/v1", Kind = "StatefulSet", Name = "web" },
            Change = "c",
            Steps = [new RolloutStep { Partition = IntOrPercent.Count(partition) }],
            PermittedThrough = permitted,
        },
    };
}
