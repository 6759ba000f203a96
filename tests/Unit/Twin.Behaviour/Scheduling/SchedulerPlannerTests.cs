using Fairway.Twin.Behaviour.Scheduling;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Scheduling;

public sealed class SchedulerPlannerTests
{
    private const string NoHelp = "no new claims to deallocate, preemption: ";

    [Fact]
    public void Pods_spread_over_the_least_loaded_nodes()
    {
        const string small = """{"cpu":"1","memory":"2Gi"}""";
        var world = new SchedulingWorld().Node("n1", allocatable: small).Node("n2", allocatable: small);

        var placed = Enumerable.Range(0, 4).Select(i => world.Place(SchedulingWorld.Asking($"p{i}", "{}"))).ToArray();

        Assert.Equal(2, placed.Count(n => n == "n1"));
        Assert.Equal(2, placed.Count(n => n == "n2"));
    }

    [Fact]
    public void A_pod_that_no_selector_fits_is_refused_in_the_schedulers_words()
    {
        var world = new SchedulingWorld().Node("n1").Node("n2");

        Assert.Equal(
            "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. " + NoHelp
                + "0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
            world.Refusal(SchedulingWorld.Pod("a", """{"nodeSelector":{"no":"where"}}""")));
    }

    [Fact]
    public void What_the_pods_status_says_already_is_not_said_again()
    {
        var world = new SchedulingWorld().Node("n1");
        var message = world.Refusal(SchedulingWorld.Asking("a", """{"cpu":"9"}"""));
        var told = SchedulingWorld.Pod(
            "a", """{"containers":[{"name":"c","resources":{"requests":{"cpu":"9"}}}]}""", status: $$"""
                {"conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable",
                 "message":"{{message}}"}]}
                """);

        Assert.True(Assert.IsType<Placement.Refuse>(world.Plan(told)).IsTold);
    }

    [Fact]
    public void Each_reason_is_counted()
    {
        var world = new SchedulingWorld()
            .Node("n1", allocatable: """{"cpu":"500m","memory":"1Gi"}""")
            .Node("n2", spec: """{"unschedulable":true}""")
            .Node("n3", spec: """{"taints":[{"key":"k","value":"v","effect":"NoSchedule"}]}""");

        Assert.Equal(
            "0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s), "
                + $"1 node(s) were unschedulable. {NoHelp}"
                + "0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
            world.Refusal(SchedulingWorld.Asking("a", """{"cpu":"1"}""")));
    }

    [Fact]
    public void A_full_node_without_lesser_pods_has_no_victims()
    {
        var world = new SchedulingWorld().Node("n1").On("n1", SchedulingWorld.Asking("full", """{"cpu":"8"}"""));

        Assert.Equal(
            $"0/1 nodes are available: 1 Insufficient cpu. {NoHelp}"
                + "0/1 nodes are available: 1 No preemption victims found for incoming pod.",
            world.Refusal(SchedulingWorld.Asking("a", """{"cpu":"1"}""")));
    }

    [Fact]
    public void A_node_may_be_short_of_several_things()
    {
        var world = new SchedulingWorld().Node("n1", allocatable: """{"cpu":"1","memory":"1Gi","pods":"0"}""");

        Assert.StartsWith(
            "0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient example.com/gpu, 1 Insufficient memory, "
                + "1 Too many pods. ",
            world.Refusal(SchedulingWorld.Asking("a", """{"cpu":"2","memory":"2Gi","example.com/gpu":"1"}""")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_nodes_nothing_is_placed() => Assert.Equal(
        "no nodes available to schedule pods", new SchedulingWorld().Refusal(SchedulingWorld.Pod("a")));

    [Fact]
    public void A_pinned_pod_is_asked_of_its_node_alone()
    {
        var world = new SchedulingWorld().Node("n1").Node("n2").Node("n3");
        var pod = Pinned("n2", """{"cpu":"9"}""");

        Assert.Equal(
            "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) [NodeAffinity]. "
                + $"{NoHelp}0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
            world.Refusal(pod));
        var plan = SchedulerPlanner.Plan(world.Attempt(Pinned("n2", "{}")));
        Assert.Equal("n2", Assert.IsType<Placement.Bind>(plan.Placement).Node);
        Assert.Equal(1, plan.Examined);
    }

    // TestNumFeasibleNodesToFind of pkg/scheduler/schedule_one_test.go
    [Theory]
    [InlineData(10, 10)]
    [InlineData(100, 100)]
    [InlineData(101, 100)]
    [InlineData(1000, 420)]
    [InlineData(5000, 500)]
    [InlineData(6000, 300)]
    [InlineData(10000, 500)]
    public void Of_many_nodes_a_share_is_enough(int nodes, int enough) =>
        Assert.Equal(enough, NodeSearch.Enough(nodes));

    [Fact]
    public void Nodes_are_looked_at_zone_by_zone_in_turn()
    {
        var world = new SchedulingWorld();
        foreach (var (name, zone) in (ReadOnlySpan<(string, string)>)
            [("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b"), ("c1", "c"), ("c2", "c")])
        {
            world.Node(name, $$"""{"topology.kubernetes.io/zone":"{{zone}}"}""");
        }

        Assert.Equal(["a1", "b1", "c1", "a2", "c2", "a3"], world.Nodes().Select(n => n.Name));
    }

    [Fact]
    public void Chance_decides_between_equals()
    {
        var world = new SchedulingWorld().Node("n1").Node("n2").Node("n3");

        Assert.Equal(
            ["n1", "n2", "n3"],
            Enumerable.Range(0, 9)
                .Select(draw => Assert.IsType<Placement.Bind>(world.Plan(SchedulingWorld.Pod("a"), (uint)draw)).Node)
                .Distinct()
                .Order(StringComparer.Ordinal));
    }

    private static PodInfo Pinned(string node, string requests) => SchedulingWorld.Asking("p", requests, more: $$"""
        "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
          {"matchFields":[{"key":"metadata.name","operator":"In","values":["{{node}}"]}]}]} } },
        """);
}
