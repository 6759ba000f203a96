using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Retention;
using Xunit;

namespace Fairway.Tests.Releases.Retention;

public sealed class RetentionPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_ended_before_the_newest_goes_the_oldest_first()
    {
        var plan = Plan(2, [Ended("a", 4), Ended("b", 3), Ended("c", 2), Ended("d", 1), Open("e")]);
        Assert.Equal(["a", "b"], Names(plan));
        Assert.Equal("2 Releases of the pipeline fleet have ended since", plan.Releases[0].Why);
    }

    [Fact]
    public void What_ended_long_ago_goes_however_few_there_are_and_the_next_is_awaited()
    {
        var plan = Plan(100, [Ended("a", 31 * 24), Ended("b", 29 * 24)]);
        Assert.Equal(["a"], Names(plan));
        Assert.Equal("it ended more than 720h ago", plan.Releases[0].Why);
        Assert.Equal(Now.AddDays(1), plan.LookAgainAt);
    }

    [Fact]
    public void What_a_cluster_stands_on_stays_and_is_looked_at_again()
    {
        var plan = Plan(1, [Ended("a", 999), Ended("b", 2), Ended("c", 1)], "a");
        Assert.Equal(["b"], Names(plan));
        Assert.Equal(Now.AddDays(1), plan.LookAgainAt);
    }

    [Fact]
    public void What_goes_on_or_is_going_already_stays()
    {
        var going = Ended("a", 9999);
        going.Metadata = going.Metadata with { DeletionTimestamp = Now };
        Assert.Empty(Plan(1, [going, Open("b")]).Releases);
    }

    [Fact]
    public void A_release_that_is_only_planned_goes_by_its_age_alone()
    {
        var planned = Ended("a", 48, ReleasePhase.Planned);
        Assert.Empty(Plan(1, [planned, Ended("b", 2)]).Releases);
        Assert.Equal(["a"], Names(Plan(1, [Ended("a", 9999, ReleasePhase.Planned), Ended("b", 2)])));
    }

    [Fact]
    public void One_that_has_just_ended_stays_for_a_while()
    {
        var plan = Plan(1, [Ended("a", 0), Ended("b", 0)]);
        Assert.Empty(plan.Releases);
        Assert.Equal(Now.AddMinutes(10), plan.LookAgainAt);
    }

    [Fact]
    public void Some_go_at_once_and_the_rest_at_the_next_look()
    {
        var many = Enumerable.Range(1, 120).Select(age => Ended($"r{age:D3}", age)).ToList();
        var plan = Plan(10, many);
        Assert.Equal(RetentionPlanner.MostAtOnce, plan.Releases.Count);
        Assert.Equal("r120", plan.Releases[0].Release.Metadata.Name);
        Assert.Equal(Now, plan.LookAgainAt);
    }

    [Fact]
    public void An_approval_goes_a_day_after_its_making_once_its_release_is_gone()
    {
        var plan = RetentionPlanner.Plan(new RetentionObservation(
            Now, new ReleaseRetention(), [], _ => false, [Approval("old", 25), Approval("new", 23)]));
        Assert.Equal(["old"], plan.Approvals.Select(one => one.Metadata.Name));
        Assert.Equal(Now.AddHours(1), plan.LookAgainAt);
    }

    private static RetentionPlan Plan(int keep, IReadOnlyList<Release> releases, params string[] needed) =>
        RetentionPlanner.Plan(new RetentionObservation(
            Now, new ReleaseRetention { Keep = keep }, releases, one => needed.Contains(one.Metadata.Name), []));

    private static IEnumerable<string> Names(RetentionPlan plan) =>
        plan.Releases.Select(one => one.Release.Metadata.Name);

    private static Release Open(string name) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        Spec = new ReleaseSpec { Pipeline = "fleet" },
    };

    private static Release Ended(string name, int hoursAgo, ReleasePhase phase = ReleasePhase.Succeeded) =>
        Open(name) with { Status = new ReleaseStatus { Phase = phase, FinishedAt = Now.AddHours(-hoursAgo) } };

    private static Approval Approval(string name, int hoursAgo) => new()
    {
        Metadata = new ObjectMeta { Name = name, CreationTimestamp = Now.AddHours(-hoursAgo) },
    };
}
