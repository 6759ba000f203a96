using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Twin.Behaviour.ReplicaSets;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

public sealed class ReplicaSetPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Missing_pods_are_created_up_to_the_burst()
    {
        Assert.Equal(3, Plan(Set(3)).Actions.OfType<WorkloadAction.CreatePod>().Count());
        Assert.Equal(ReplicaSetPlanner.Burst, Plan(Set(5000)).Actions.Length);
    }

    [Fact]
    public void An_orphan_that_matches_is_adopted_and_counted()
    {
        var plan = Plan(Set(1), Pod("orphan") with { Meta = Meta("orphan") with { Owners = [] } });

        Assert.Equal("orphan", Assert.IsType<WorkloadAction.Adopt>(Assert.Single(plan.Actions)).Child.Name);
        Assert.Equal(1, plan.Status.Replicas);
    }

    [Fact]
    public void A_pod_that_no_longer_matches_is_released_and_replaced()
    {
        var plan = Plan(Set(1), Pod("a") with { Meta = Meta("a") with { Labels = StringMap.Of(("app", "other")) } });

        Assert.IsType<WorkloadAction.Release>(plan.Actions[0]);
        Assert.IsType<WorkloadAction.CreatePod>(plan.Actions[1]);
    }

    [Fact]
    public void A_set_that_is_being_deleted_neither_adopts_nor_creates()
    {
        var set = Set(3);
        var going = set with { Meta = set.Meta with { DeletedAt = Now } };

        Assert.Empty(Plan(going, Pod("orphan") with { Meta = Meta("orphan") with { Owners = [] } }).Actions);
    }

    [Fact]
    public void The_pods_whose_loss_costs_least_go_first()
    {
        PodView[] pods =
        [
            Ready(Pod("old-ready"), TimeSpan.FromHours(2)),
            Ready(Pod("young-ready"), TimeSpan.FromHours(1)),
            Pod("pending") with { NodeName = "n", Phase = PodPhase.Pending },
            Pod("unscheduled") with { NodeName = null, Phase = PodPhase.Pending },
            Ready(Pod("cheap"), TimeSpan.FromHours(3)) with
            {
                Meta = Meta("cheap") with { Annotations = StringMap.Of((WellKnown.PodDeletionCost, "-1")) },
            },
            Pod("not-ready"),
        ];

        Assert.Equal(
            ["unscheduled", "pending", "not-ready", "cheap", "young-ready", "old-ready"],
            DeletionRank.First(6, pods).Select(p => p.Meta.Name));
    }

    [Fact]
    public void A_pod_is_available_when_it_was_ready_for_long_enough()
    {
        var set = Set(2) with { MinReadySeconds = 60 };

        var plan = Plan(set, Ready(Pod("a"), TimeSpan.FromSeconds(61)), Ready(Pod("b"), TimeSpan.FromSeconds(20)));

        Assert.Equal((2, 1), (plan.Status.Ready, plan.Status.Available));
        Assert.Equal(Now + TimeSpan.FromSeconds(40), plan.LookAgainAt);
    }

    [Fact]
    public void Pods_that_are_going_count_as_terminating_only()
    {
        var plan = Plan(Set(0), Pod("a") with { Meta = Meta("a") with { DeletedAt = Now } });

        Assert.Empty(plan.Actions);
        Assert.Equal((0, 1), (plan.Status.Replicas, plan.Status.Terminating));
    }

    private static ReplicaSetPlan Plan(ReplicaSetView set, params PodView[] pods) =>
        ReplicaSetPlanner.Plan(new ReplicaSetObservation(set, [.. pods], Now));

    private static ReplicaSetView Set(int replicas) => new()
    {
        Meta = new ObjectMeta { Name = "r", Namespace = "default", Uid = "set" },
        Replicas = replicas,
        Selector = LabelSelector.MatchLabels(("app", "web")),
        Template = PodTemplate.Parse("""{"metadata":{"labels":{"app":"web"}},"spec":{}}"""),
    };

    private static PodView Pod(string name) => new() { Meta = Meta(name), NodeName = name, Phase = PodPhase.Running };

    private static PodView Ready(PodView pod, TimeSpan since) => pod with
    {
        Conditions = [new Condition("Ready", "True") { TransitionedAt = Now - since }],
    };

    private static ObjectMeta Meta(string name) => new()
    {
        Name = name,
        Namespace = "default",
        Uid = name,
        CreatedAt = Now,
        Labels = StringMap.Of(("app", "web")),
        Owners = [new OwnerReference("apps/v1", "ReplicaSet", "r", "set") { Controller = true }],
    };
}
