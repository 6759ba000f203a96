using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Scheduling;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

public sealed class SchedulerPlannerTests
{
    [Fact]
    public void Pods_spread_over_the_least_loaded_nodes()
    {
        var plan = Plan([Pod("a"), Pod("b"), Pod("c"), Pod("d")], Node("n1"), Node("n2"));

        Assert.Equal(["n1", "n2", "n1", "n2"], plan.Placements.Select(p => Assert.IsType<Placement.Bind>(p).Node));
    }

    [Fact]
    public void A_pod_that_no_selector_fits_is_refused_in_the_schedulers_words()
    {
        var pod = Pod("a", placement: new PlacementRules { NodeSelector = StringMap.Of(("no", "where")) });

        var refusal = Assert.IsType<Placement.Refuse>(Assert.Single(Plan([pod], Node("n1"), Node("n2")).Placements));

        Assert.Equal(
            "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. no new claims to "
            + "deallocate, "
            + "preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
            refusal.Message);
        var told = new Condition("PodScheduled", "False", "Unschedulable", refusal.Message);
        Assert.Empty(Plan([pod with { Conditions = [told] }], Node("n1"), Node("n2")).Placements);
    }

    [Fact]
    public void Each_reason_is_counted()
    {
        var full = Node("n1", cpu: 500);
        var cordoned = Node("n2") with { Unschedulable = true };
        var tainted = Node("n3") with { Taints = [new Taint("k", "v", "NoSchedule")] };

        var refusal = Assert.IsType<Placement.Refuse>(
            Assert.Single(Plan([Pod("a", cpu: 1000)], full, cordoned, tainted).Placements));

        Assert.StartsWith(
            "0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {k: v}, "
            + "1 node(s) were unschedulable.",
            refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_nodes_nothing_is_placed()
    {
        var refusal = Assert.IsType<Placement.Refuse>(Assert.Single(Plan([Pod("a")]).Placements));
        Assert.Equal("no nodes available to schedule pods", refusal.Message);
    }

    [Fact]
    public void Requests_of_one_round_count_for_the_next_pod_of_it()
    {
        var plan = Plan([Pod("a", cpu: 600), Pod("b", cpu: 600)], Node("n1", cpu: 1000));

        Assert.IsType<Placement.Bind>(plan.Placements[0]);
        Assert.IsType<Placement.Refuse>(plan.Placements[1]);
    }

    [Fact]
    public void The_more_important_pod_is_placed_first()
    {
        var plan = Plan(
            [Pod("a", cpu: 600), Pod("b", cpu: 600) with { Spec = Spec(600) with { Priority = 9 } }],
            Node("n1", cpu: 1000));

        Assert.Equal("b", Assert.IsType<Placement.Bind>(plan.Placements[0]).Pod.Meta.Name);
    }

    [Fact]
    public void Tolerations_and_affinity_to_a_name_are_respected()
    {
        var placement = new PlacementRules
        {
            RequiredTerms = [new NodeTerm([], [new Requirement("metadata.name", RequirementOperator.In, ["n2"])])],
            Tolerations = [new Toleration("", "Exists", "", "")],
        };
        var tainted = Node("n2") with { Taints = [new Taint("k", "v", "NoExecute")] };

        var plan = Plan([Pod("a", placement: placement)], Node("n1"), tainted);

        Assert.Equal("n2", Assert.IsType<Placement.Bind>(Assert.Single(plan.Placements)).Node);
    }

    private static SchedulingPlan Plan(ImmutableArray<PodView> pods, params NodeView[] nodes) =>
        SchedulerPlanner.Plan(
            new SchedulingObservation(pods, [.. nodes.Select(n => new NodeLoad(n, default))], default));

    private static PodView Pod(string name, long cpu = 0, PlacementRules? placement = null) => new()
    {
        Meta = new ObjectMeta { Name = name, Namespace = "default" },
        Spec = Spec(cpu) with { Placement = placement ?? PlacementRules.Anywhere },
    };

    private static PodSpec Spec(long cpu) => new()
    {
        Containers = [new ContainerSpec("c", "i") { Requests = new ResourceAmounts(cpu, 0, 0) }],
    };

    private static NodeView Node(string name, long cpu = 8000) => new()
    {
        Meta = new ObjectMeta { Name = name },
        Allocatable = new ResourceAmounts(cpu, 32L << 30, 110),
    };
}
