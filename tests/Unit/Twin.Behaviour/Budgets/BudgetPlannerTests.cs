using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Budgets;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Budgets;

public sealed class BudgetPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_pod_whose_eviction_was_granted_is_healthy_no_more()
    {
        var status = Plan(Granted("2026-01-01T00:00:00Z")).Status;
        Assert.Equal((2, 0), (status.Healthy, status.Allowed));
        Assert.Equal("a", Assert.Single(status.Disrupted).Key);
    }

    [Fact]
    public void An_eviction_that_led_to_nothing_is_forgotten()
    {
        var plan = Plan(Granted("2025-12-31T23:57:00Z"));
        Assert.Equal((3, 1), (plan.Status.Healthy, plan.Status.Allowed));
        Assert.Empty(plan.Status.Disrupted);
        Assert.Equal(
            Now.AddSeconds(121), Plan(Granted("2026-01-01T00:00:00Z")).LookAgainAt);
    }

    [Fact]
    public void The_time_of_the_condition_stays_where_the_answer_does()
    {
        var before = Plan(new BudgetStatus()).Status;
        var after = BudgetPlanner.Plan(Seen(before) with { Now = Now.AddHours(1) }).Status;
        Assert.Equal(before.ToJson().ToJsonString(), after.ToJson().ToJsonString());
    }

    private static BudgetStatus Granted(string at) => new() { Disrupted = StringMap.Of(("a", at)) };

    private static BudgetPlan Plan(BudgetStatus status) => BudgetPlanner.Plan(Seen(status));

    private static BudgetObservation Seen(BudgetStatus status) => new(
        new BudgetView
        {
            Meta = new ObjectMeta { Name = "b", Namespace = "default", Generation = 1 },
            MinAvailable = IntOrPercent.Count(2),
            Status = status,
        },
        [Pod("a"), Pod("b"), Pod("c")],
        Now);

    private static PodView Pod(string name) => new()
    {
        Meta = new ObjectMeta { Name = name, Namespace = "default" },
        Phase = PodPhase.Running,
        Conditions = [new Condition("Ready", "True")],
    };
}
