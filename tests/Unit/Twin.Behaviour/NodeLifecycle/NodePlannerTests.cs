using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.NodeLifecycle;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.NodeLifecycle;

/// <summary>Conditions and taints of one node.</summary>
public sealed class NodePlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_healthy_node_is_left_alone()
    {
        var plan = NodePlanner.Plan(new NodeObservation(Node("True"), Now));
        Assert.Null(plan.Status);
        Assert.Null(plan.Taints);
        Assert.Null(plan.LookAgainAt);
    }

    [Theory]
    [InlineData("False", "node.kubernetes.io/not-ready")]
    [InlineData("Unknown", "node.kubernetes.io/unreachable")]
    public void What_a_node_says_of_being_ready_becomes_a_taint(string status, string key) =>
        Assert.Equal([$"{key}:NoSchedule"], Taints(NodePlanner.Plan(new NodeObservation(Node(status), Now))));

    [Theory]
    [InlineData("MemoryPressure", "memory-pressure")]
    [InlineData("DiskPressure", "disk-pressure")]
    [InlineData("PIDPressure", "pid-pressure")]
    [InlineData("NetworkUnavailable", "network-unavailable")]
    public void Pressure_becomes_a_taint(string type, string key)
    {
        var node = Node("True");
        var pressed = node with
        {
            Health = node.Health with { Conditions = node.Health.Conditions.Add(new NodeCondition(type, "True", "")) },
        };
        Assert.Equal(
            [$"node.kubernetes.io/{key}:NoSchedule"], Taints(NodePlanner.Plan(new NodeObservation(pressed, Now))));
    }

    [Fact]
    public void Taints_of_others_stay_and_outdated_ones_of_the_controller_go()
    {
        var node = Node("True") with
        {
            Taints =
            [
                new Taint("node.kubernetes.io/not-ready", "", "NoSchedule"),
                new Taint("node.kubernetes.io/unreachable", "", "NoExecute"),
                new Taint("dedicated", "x", "NoSchedule"),
            ],
        };
        Assert.Equal(["dedicated:NoSchedule"], Taints(NodePlanner.Plan(new NodeObservation(node, Now))));
    }

    [Fact]
    public void A_taint_that_drives_pods_off_changes_its_name_with_what_is_known()
    {
        var node = Node("False") with
        {
            Taints =
            [
                new Taint("node.kubernetes.io/unreachable", "", "NoSchedule"),
                new Taint("node.kubernetes.io/unreachable", "", "NoExecute"),
            ],
        };
        Assert.Equal(
            ["node.kubernetes.io/not-ready:NoExecute", "node.kubernetes.io/not-ready:NoSchedule"],
            Taints(NodePlanner.Plan(new NodeObservation(node, Now))));
    }

    [Fact]
    public void A_silent_node_becomes_unknown_in_all_that_its_kubelet_reports()
    {
        var ready = new PodView { Meta = new ObjectMeta { Name = "p" } };
        var seen = new NodeObservation(Node("True"), Now) { SilentAt = Now, ReadyPods = [ready] };
        var plan = NodePlanner.Plan(seen);
        Assert.Equal(4, plan.Status!["status"]!["conditions"]!.AsArray().Count);
        Assert.Equal([ready], plan.Unready);
        Assert.Equal("NodeNotReady", Assert.Single(plan.Events).Reason);
        Assert.Equal(["node.kubernetes.io/unreachable:NoSchedule"], Taints(plan));
    }

    [Fact]
    public void A_node_that_is_not_silent_yet_is_looked_at_when_it_will_be()
    {
        var plan = NodePlanner.Plan(new NodeObservation(Node("True"), Now) { SilentAt = Now.AddSeconds(7) });
        Assert.Equal(Now.AddSeconds(7), plan.LookAgainAt);
        Assert.Null(plan.Status);
    }

    private static string[] Taints(NodePlan plan) => [.. plan.Taints!.Value.Select(t => $"{t.Key}:{t.Effect}")];

    private static NodeView Node(string ready) => new()
    {
        Meta = new ObjectMeta { Name = "n" },
        Health = new NodeHealth { Conditions = [new NodeCondition("Ready", ready, "")] },
    };
}
