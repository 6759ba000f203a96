using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.CatchUps;
using Fairway.Releases.Fleet;
using Xunit;

namespace Fairway.Tests.Releases.CatchUps;

/// <summary>Who catches up now, who waits, and who does not any more.</summary>
public sealed class CatchUpPlannerTests
{
    private static readonly DateTimeOffset Ended = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Release Origin = new()
    {
        Metadata = new ObjectMeta { Name = "r", Uid = "r-uid", Finalizers = [ReleaseObservation.Finalizer] },
        Spec = new ReleaseSpec
        {
            Pipeline = "p",
            Author = "ann",
            Changes = [new ReleaseChange { Component = "web", Version = "2" }],
        },
        Status = new ReleaseStatus { Phase = ReleasePhase.Succeeded, FinishedAt = Ended },
    };

    [Fact]
    public void One_that_answers_gets_a_release_of_its_own_and_one_that_does_not_waits()
    {
        var plan = Plan(Sight("a"), Sight("b") with { Answers = false });

        var act = Assert.IsType<ReleaseAct.CatchUp>(Assert.Single(plan.Acts));
        Assert.Equal(("r-catch-up-a", "a"), (act.Order.Metadata.Name, act.Order.Spec.Cluster));
        Assert.Equal(("r", "r-uid", "ann"), (
            act.Order.Spec.CatchUp!.Release, act.Order.Spec.CatchUp.Uid, act.Order.Spec.CatchUp.Author));
        Assert.Equal(
            [MissedState.CatchingUp, MissedState.Waiting], plan.Status.Missed!.Select(one => one.State));
        Assert.Equal("it does not answer", plan.Status.Missed![1].Says);
        Assert.Equal(Ended + TimeSpan.FromDays(90), plan.LookAgainAt);
        Assert.Equal(ReleasePhase.Succeeded, plan.Status.Phase);
        Assert.Equal(Ended, plan.Status.FinishedAt);
    }

    [Fact]
    public void As_many_catch_up_at_once_as_the_stage_allows_and_the_least_important_first()
    {
        var stage = new Stage { Name = "s", MaxConcurrency = IntOrPercent.Count(2) };
        var plan = Plan(
            Sight("a") with { Stage = stage, Importance = 9 },
            Sight("b") with { Stage = stage },
            Flying("c") with { Stage = stage },
            Sight("d"));

        Assert.Equal(["b", "d"], plan.Acts.Cast<ReleaseAct.CatchUp>().Select(act => act.Order.Spec.Cluster));
        Assert.Equal("others of the stage s catch up first", plan.Status.Missed![0].Says);
    }

    [Fact]
    public void Where_more_failed_than_the_budget_allows_no_other_begins()
    {
        var failed = Sight("a") with
        {
            Known = new MissedCluster { Cluster = "a", State = MissedState.Failed, CatchUp = "r-catch-up-a" },
            Made = Made("a", ReleasePhase.RolledBack),
        };

        var plan = Plan(failed, Sight("b"));
        Assert.Empty(plan.Acts);
        Assert.Equal(
            "a failed to catch up, more than the budget of the stage one: try again, or skip",
            plan.Status.Missed![1].Says);

        var tried = Plan(failed with { Made = Made("a", ReleasePhase.Succeeded) }, Sight("b"));
        Assert.Single(tried.Acts);
        Assert.Equal(MissedState.CaughtUp, tried.Status.Missed![0].State);
    }

    [Fact]
    public void What_came_later_ends_it_and_so_does_time()
    {
        var later = Plan(Sight("a") with { Later = "r3", Next = null });
        Assert.Equal(("the Release r3 came after it", MissedState.GivenUp), Said(later));

        var late = CatchUpPlanner.Plan(Seen(Sight("a")) with { Now = Ended + TimeSpan.FromDays(90) })!;
        Assert.Equal(("it ended more than 2160h ago: create a Release", MissedState.GivenUp), Said(late));
        Assert.Null(late.LookAgainAt);

        var gone = Plan(Sight("a") with { IsGone = true });
        Assert.Equal(("its Cluster is gone", MissedState.GivenUp), Said(gone));
    }

    [Fact]
    public void What_is_in_the_way_is_waited_for()
    {
        Assert.Equal(("the Release r3 goes first", MissedState.Waiting), Said(Plan(Sight("a") with { AtWork = "r3" })));
        Assert.Equal(("no stage of p has it", MissedState.Waiting), Said(Plan(Sight("a") with { Stage = null })));
        Assert.Equal(
            ("what it has came by the Release old, which is gone: create a Release", MissedState.Waiting),
            Said(Plan(Sight("a") with { Forgotten = "old" })));
        var paused = Seen(Sight("a"));
        paused = paused with { Release = paused.Release with { Spec = Origin.Spec with { Paused = true } } };
        Assert.Equal(("the Release is paused", MissedState.Waiting), Said(CatchUpPlanner.Plan(paused)!));
    }

    [Fact]
    public void One_that_gave_way_is_made_anew_under_another_name()
    {
        var flying = Flying("a");
        var plan = Plan(flying with
        {
            Made = Made("a", ReleasePhase.Superseded),
            Next = CatchUpMaker.Order(Origin, "a", Origin.Spec.Changes, 2),
        });

        Assert.Equal("r-catch-up-a-2", ((ReleaseAct.CatchUp)Assert.Single(plan.Acts)).Order.Metadata.Name);
        Assert.Equal(2, plan.Status.Missed![0].Attempts);
    }

    [Fact]
    public void One_that_was_deleted_is_not_made_again()
    {
        var plan = Plan(Flying("a") with { Made = null });

        Assert.Empty(plan.Acts);
        Assert.Equal(MissedState.GivenUp, plan.Status.Missed![0].State);
    }

    [Fact]
    public void A_second_look_says_and_does_nothing_new()
    {
        var first = Plan(Sight("a"), Sight("b") with { Answers = false });
        var seen = Seen(
            Flying("a"),
            Sight("b") with { Known = first.Status.Missed![1], Answers = false });

        var second = CatchUpPlanner.Plan(seen with { Release = Origin with { Status = first.Status } })!;

        Assert.Empty(second.Acts);
        Assert.Equal(first.Status, second.Status);
    }

    [Fact]
    public void Names_that_are_too_long_are_cut_and_stay_apart()
    {
        var one = CatchUpMaker.NameOf(new string('r', 253), "a", 1);
        var other = CatchUpMaker.NameOf(new string('r', 253), "b", 1);

        Assert.Equal((240, 240), (one.Length, other.Length));
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void A_release_that_claims_to_catch_up_is_believed_only_where_the_other_says_the_same()
    {
        var origin = Origin with
        {
            Status = Origin.Status! with { Missed = [new MissedCluster { Cluster = "a" }] },
        };
        var order = CatchUpMaker.Order(origin, "a", origin.Spec.Changes, 1);

        Assert.Null(CatchUpRules.Fault(order, origin));
        Assert.NotNull(CatchUpRules.Fault(order, null));
        Assert.NotNull(CatchUpRules.Fault(CatchUpMaker.Order(origin, "b", origin.Spec.Changes, 1), origin));
        Assert.NotNull(CatchUpRules.Fault(
            CatchUpMaker.Order(origin, "a", [new ReleaseChange { Component = "web", Version = "3" }], 1), origin));
        Assert.NotNull(CatchUpRules.Fault(
            CatchUpMaker.Order(origin with { Spec = origin.Spec with { Author = "eve" } }, "a", origin.Spec.Changes, 1),
            origin));
    }

    private static (string? Says, MissedState State) Said(ReleasePlan plan) =>
        (plan.Status.Missed![0].Says, plan.Status.Missed[0].State);

    private static ReleasePlan Plan(params MissedSight[] sights) => CatchUpPlanner.Plan(Seen(sights))!;

    private static ReleaseObservation Seen(params MissedSight[] sights) => new()
    {
        Now = Ended + TimeSpan.FromHours(1),
        Release = Origin with
        {
            Status = Origin.Status! with { Missed = [.. sights.Select(sight => sight.Known)] },
        },
        Missed = sights,
    };

    private static MissedSight Sight(string cluster) => new()
    {
        Known = new MissedCluster { Cluster = cluster },
        Answers = true,
        Stage = new Stage { Name = "one" },
        Importance = 5,
        Next = CatchUpMaker.Order(Origin, cluster, Origin.Spec.Changes, 1),
    };

    private static MissedSight Flying(string cluster) => Sight(cluster) with
    {
        Known = new MissedCluster
        {
            Cluster = cluster,
            State = MissedState.CatchingUp,
            Says = $"r-catch-up-{cluster} brings it",
            CatchUp = $"r-catch-up-{cluster}",
            Attempts = 1,
        },
        Made = Made(cluster, ReleasePhase.Running),
    };

    private static Release Made(string cluster, ReleasePhase phase)
    {
        var order = CatchUpMaker.Order(Origin, cluster, Origin.Spec.Changes, 1);
        DateTimeOffset? ended = phase is ReleasePhase.Running ? null : Ended;
        return order with { Status = new ReleaseStatus { Phase = phase, FinishedAt = ended } };
    }
}
