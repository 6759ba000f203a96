using Fairway.Twin.Behaviour.Scheduling;
using Fairway.Twin.Behaviour.Scheduling.Preemption;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Scheduling;

/// <summary>Situations of pkg/scheduler/framework/plugins/defaultpreemption/default_preemption_test.go.</summary>
public sealed class PreemptionPlannerTests
{
    // TestPickOneNodeForPreemption. A node is its victims: priority@seconds after the epoch, with ! for a violation.
    [Theory]
    [InlineData("the one node", "a:0@0", "a")]
    [InlineData("fewest violations", "a:10@0! b:100@0", "b")]
    [InlineData("lowest highest priority", "a:100@0,0@0 b:10@0,10@0", "b")]
    [InlineData("lowest sum", "a:100@0,100@0 b:100@0,10@0 c:100@0,50@0", "b")]
    [InlineData("fewest victims of a negative sum", "a:-10@0,-10@0 b:-10@0", "b")]
    [InlineData("fewest victims", "a:10@0,0@0,0@0 b:10@0,10@0", "b")]
    [InlineData("latest start of the most important", "a:10@1,10@3 b:10@2,10@2 c:10@1,10@4", "b")]
    [InlineData("the first among equals", "a:10@1 b:10@1", "a")]
    public void The_node_that_costs_least_is_cleared(string what, string nodes, string best)
    {
        Assert.NotEmpty(what);
        var candidates = nodes.Split(' ').Select(n => n.Split(':')).Select(n =>
        {
            var world = new SchedulingWorld().Node(n[0]);
            var victims = n[1].Split(',').Select((v, i) => Victim($"{n[0]}{i}", v.TrimEnd('!'))).ToArray();
            return new PreemptionCandidate(world.Nodes()[0], [.. victims], n[1].Count(c => c == '!'));
        });

        Assert.Equal(best, PreemptionPlanner.Best(candidates).Node.Name);
    }

    [Fact]
    public void Only_as_many_leave_as_must()
    {
        var world = new SchedulingWorld().Node("n").On(
            "n", Lesser("a", 1, "5"), Lesser("b", 2, "1"), Lesser("c", 3, "2"));

        var preempt = Assert.IsType<Placement.Preempt>(world.Plan(Asking("p", 10, "4")));

        Assert.Equal("n", preempt.Node);
        Assert.Equal(["a"], preempt.Victims.Select(v => v.Meta.Name));
        Assert.Equal("0/1 nodes are available: 1 Insufficient cpu.", preempt.Message);
    }

    [Fact]
    public void Nobody_leaves_for_an_equal_or_for_one_that_never_preempts()
    {
        var world = new SchedulingWorld().Node("n").On("n", Lesser("a", 5, "8"));
        const string reasons = "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: ";

        Assert.Equal(
            $"{reasons}0/1 nodes are available: 1 No preemption victims found for incoming pod.",
            world.Refusal(Asking("p", 5, "1")));
        Assert.Equal(
            $"{reasons}not eligible due to preemptionPolicy=Never.",
            world.Refusal(Asking("p", 9, "1", "\"preemptionPolicy\":\"Never\",")));
    }

    [Fact]
    public void Those_whom_a_budget_guards_stay_if_others_will_do()
    {
        var world = new SchedulingWorld().Node("n").Budget("""{"matchLabels":{"app":"a"}}""", 0).On(
            "n", Lesser("guarded", 1, "4", """{"app":"a"}"""), Lesser("free", 3, "4"));

        Assert.Equal(["free"], Victims(world.Plan(Asking("p", 10, "4"))));
        Assert.Equal(["free", "guarded"], Victims(world.Plan(Asking("p", 10, "8"))));
    }

    [Fact]
    public void A_node_whose_pods_no_budget_guards_is_cleared_rather_than_another()
    {
        var world = new SchedulingWorld().Node("n1").Node("n2").Budget("""{"matchLabels":{"app":"a"}}""", 0)
            .On("n1", Lesser("guarded", 1, "8", """{"app":"a"}"""))
            .On("n2", Lesser("free", 3, "8"));

        Assert.Equal("n2", Assert.IsType<Placement.Preempt>(world.Plan(Asking("p", 10, "4"))).Node);
    }

    [Fact]
    public void Anti_affinity_to_lesser_pods_is_a_reason_to_clear_a_node()
    {
        const string shuns = """
            "affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[
             {"topologyKey":"host","labelSelector":{"matchLabels":{"app":"a"}}}]}},
            """;
        var world = new SchedulingWorld().Node("n", """{"host":"n"}""").On(
            "n", Lesser("a", 1, "1", """{"app":"a"}"""), Lesser("b", 1, "1"));

        Assert.Equal(["a"], Victims(world.Plan(Asking("p", 10, "1", shuns))));
    }

    [Fact]
    public void While_victims_end_on_its_node_a_pod_waits()
    {
        var world = new SchedulingWorld().Node("n").On("n", Ending("v"));
        var waiting = SchedulingWorld.Pod(
            "p",
            """{"priority":9,"containers":[{"name":"c","resources":{"requests":{"cpu":"8"}}}]}""",
            status: """{"nominatedNodeName":"n"}""");

        var refusal = Assert.IsType<Placement.Refuse>(world.Plan(waiting));

        Assert.EndsWith(
            "preemption: not eligible due to a terminating pod on the nominated node.",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.False(refusal.GivesUpNode);
    }

    [Fact]
    public void A_node_that_is_being_cleared_is_kept_for_whom_it_is_cleared()
    {
        var world = new SchedulingWorld().Node("n1").Nominated("n1", Asking("important", 10, "8"));

        Assert.IsType<Placement.Refuse>(world.Plan(Asking("p", 5, "1")));
        Assert.IsType<Placement.Bind>(world.Plan(Asking("p", 11, "1")));
    }

    [Fact]
    public void A_more_important_pod_takes_over_what_was_cleared_for_another()
    {
        var world = new SchedulingWorld().Node("n").On("n", Lesser("a", 1, "8")).Nominated("n", Asking("b", 5, "8"));

        var preempt = Assert.IsType<Placement.Preempt>(world.Plan(Asking("p", 10, "8")));

        Assert.Equal(["b"], preempt.Displaced.Select(d => d.Meta.Name));
    }

    private static IEnumerable<string> Victims(Placement placement) =>
        Assert.IsType<Placement.Preempt>(placement).Victims.Select(v => v.Meta.Name);

    private static PodInfo Asking(string name, int priority, string cpu, string more = "") =>
        SchedulingWorld.Asking(name, $$"""{"cpu":"{{cpu}}"}""", priority, more);

    private static PodInfo Lesser(string name, int priority, string cpu, string labels = "{}") => SchedulingWorld.Pod(
        name,
        $$"""{"priority":{{priority}},"containers":[{"name":"c","resources":{"requests":{"cpu":"{{cpu}}"} } }]}""",
        labels);

    private static PodInfo Victim(string name, string text)
    {
        var parts = text.Split('@');
        return SchedulingWorld.Pod(
            name, $$"""{"priority":{{parts[0]}}}""", status: $$"""{"startTime":"1970-01-01T00:00:0{{parts[1]}}Z"}""");
    }

    private static PodInfo Ending(string name) =>
        PodInfo.Of(Fairway.Kube.Pods.Objects.PodView.Read(SchedulingWorld.Parse($$"""
            {"metadata":{"name":"{{name}}","namespace":"default","uid":"{{name}}",
              "deletionTimestamp":"2026-01-01T00:00:00Z"},
             "spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"8"} } }]},
             "status":{"conditions":[{"type":"DisruptionTarget","status":"True","reason":"PreemptionByScheduler"}]} }
            """)));
}
