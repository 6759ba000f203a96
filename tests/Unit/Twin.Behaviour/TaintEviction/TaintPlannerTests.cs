using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.TaintEviction;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.TaintEviction;

/// <summary>Which pods may stay on a tainted node, and how long.</summary>
public sealed class TaintPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Taint Dead = new("dead", "", "NoExecute");

    [Fact]
    public void A_pod_on_a_node_without_taints_stays() =>
        Assert.Equal(TaintPlan.Stays, TaintPlanner.Plan(new TaintedPod(Pod(), [], Now)));

    [Fact]
    public void A_pod_that_does_not_tolerate_a_taint_goes_at_once() =>
        Assert.True(TaintPlanner.Plan(new TaintedPod(Pod(For("other")), [Dead], Now)).Evict);

    [Fact]
    public void A_pod_that_tolerates_for_ever_stays() =>
        Assert.Equal(TaintPlan.Stays, TaintPlanner.Plan(new TaintedPod(Pod(For("dead")), [Dead], Now)));

    [Fact]
    public void The_shortest_toleration_counts_from_when_its_time_began()
    {
        var pod = Pod(For("dead", 300), For("dying", 60));
        var seen = new TaintedPod(pod, [Dead, Dead with { Key = "dying" }], Now) { Since = Now.AddSeconds(-20) };
        Assert.Equal(Now.AddSeconds(40), TaintPlanner.Plan(seen).EvictAt);
        Assert.True(TaintPlanner.Plan(seen with { Now = Now.AddSeconds(40) }).Evict);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void A_toleration_for_no_time_is_none(int seconds) =>
        Assert.True(TaintPlanner.Plan(new TaintedPod(Pod(For("dead", seconds)), [Dead], Now)).Evict);

    [Fact]
    public void Without_memory_time_begins_with_the_taint_or_with_the_pod_if_that_came_later()
    {
        var taint = Dead with { AddedAt = Now.AddSeconds(-100) };
        var pod = Pod(For("dead", 300));
        Assert.Equal(Now.AddSeconds(200), TaintPlanner.Plan(new TaintedPod(pod, [taint], Now)).EvictAt);
        var young = pod with { Meta = pod.Meta with { CreatedAt = Now.AddSeconds(-10) } };
        Assert.Equal(Now.AddSeconds(290), TaintPlanner.Plan(new TaintedPod(young, [taint], Now)).EvictAt);
    }

    [Fact]
    public void A_pod_that_is_going_is_left_alone()
    {
        var pod = Pod();
        var going = pod with { Meta = pod.Meta with { DeletedAt = Now } };
        Assert.Equal(TaintPlan.Stays, TaintPlanner.Plan(new TaintedPod(going, [Dead], Now)));
    }

    private static Toleration For(string key, long? seconds = null) =>
        new(key, "Exists", "", "NoExecute") { Seconds = seconds };

    private static PodView Pod(params ImmutableArray<Toleration> tolerations) => new()
    {
        Meta = new ObjectMeta { Name = "p", Namespace = "default", CreatedAt = Now.AddHours(-1) },
        Spec = PodSpec.Empty with { Placement = PlacementRules.Anywhere with { Tolerations = tolerations } },
    };
}
