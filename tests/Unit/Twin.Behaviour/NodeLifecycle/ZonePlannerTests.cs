using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.NodeLifecycle;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.NodeLifecycle;

/// <summary>How fast the nodes of a zone lose their pods. The limits are those of upstream's controller.</summary>
public sealed class ZonePlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3, 0, nameof(ZoneState.Normal))]
    [InlineData(0, 0, nameof(ZoneState.Normal))]
    [InlineData(0, 1, nameof(ZoneState.FullDisruption))]
    [InlineData(0, 5, nameof(ZoneState.FullDisruption))]
    [InlineData(1, 2, nameof(ZoneState.Normal))]
    [InlineData(2, 3, nameof(ZoneState.PartialDisruption))]
    [InlineData(5, 5, nameof(ZoneState.Normal))]
    [InlineData(45, 55, nameof(ZoneState.PartialDisruption))]
    [InlineData(46, 54, nameof(ZoneState.Normal))]
    public void The_state_of_a_zone_follows_from_its_counts(int ready, int unready, string state) =>
        Assert.Equal(state, ZonePlanner.StateOf(ready, unready).ToString());

    [Fact]
    public void One_node_in_ten_seconds_is_tainted()
    {
        var seen = Zone(10, "a", "b");
        var plan = ZonePlanner.Plan(seen);
        var (node, taints) = Assert.Single(plan.Changes);
        Assert.Equal("a", node.Meta.Name);
        Assert.True(Assert.Single(taints).Is("node.kubernetes.io/unreachable", "NoExecute"));
        Assert.Equal(Now, taints[0].AddedAt);
        Assert.Equal(Now.AddSeconds(10), plan.LookAgainAt);
        var next = ZonePlanner.Plan(seen with { LastAt = Now.AddSeconds(-4) });
        Assert.Empty(next.Changes);
        Assert.Equal(Now.AddSeconds(6), next.LookAgainAt);
    }

    [Fact]
    public void A_small_zone_of_which_much_is_down_loses_no_pods() =>
        Assert.Empty(ZonePlanner.Plan(Zone(2, "a", "b", "c")).Changes);

    [Fact]
    public void A_large_zone_of_which_much_is_down_loses_them_ten_times_more_slowly()
    {
        var seen = Zone(40, [.. Enumerable.Range(100, 50).Select(i => $"n{i}")]) with { LastAt = Now.AddSeconds(-50) };
        Assert.Equal(Now.AddSeconds(50), ZonePlanner.Plan(seen).LookAgainAt);
        Assert.Single(ZonePlanner.Plan(seen with { LastAt = Now.AddSeconds(-100) }).Changes);
    }

    [Fact]
    public void A_zone_that_is_down_while_others_are_not_loses_its_pods_at_the_usual_rate() =>
        Assert.Single(ZonePlanner.Plan(Zone(0, "a", "b", "c")).Changes);

    [Fact]
    public void Where_all_zones_are_down_taints_that_drive_pods_off_go()
    {
        var tainted = Node("a") with
        {
            Taints =
            [
                new Taint("node.kubernetes.io/unreachable", "", "NoSchedule"),
                new Taint("node.kubernetes.io/unreachable", "", "NoExecute"),
                new Taint("mine", "", "NoExecute"),
            ],
        };
        var plan = ZonePlanner.Plan(
            new ZoneObservation(0, [tainted, Node("b")], Now) { Counted = 2, AllDisrupted = true });
        var (node, taints) = Assert.Single(plan.Changes);
        Assert.Equal("a", node.Meta.Name);
        Assert.Equal(["node.kubernetes.io/unreachable", "mine"], taints.Select(t => t.Key));
        Assert.False(plan.Evicts);
    }

    private static ZoneObservation Zone(int ready, params string[] unready) =>
        new(ready, [.. unready.Select(Node)], Now) { Counted = ready + unready.Length };

    private static NodeView Node(string name) => new()
    {
        Meta = new ObjectMeta { Name = name },
        Health = new NodeHealth { Conditions = [new NodeCondition("Ready", "Unknown", "NodeStatusUnknown")] },
    };
}
