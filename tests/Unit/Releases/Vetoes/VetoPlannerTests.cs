using Fairway.Api.Clusters;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Releases.Gates;
using Fairway.Releases.Vetoes;
using Fairway.Tests.Releases.Gates;
using Xunit;

namespace Fairway.Tests.Releases.Vetoes;

public sealed class VetoPlannerTests
{
    [Fact]
    public void A_cluster_that_says_nothing_is_not_asked() => Assert.Null(VetoPlanner.Decide(Subjects.One()));

    [Theory]
    [InlineData("disks are changed", "disks are changed")]
    [InlineData("", "no reason is given")]
    public void The_annotation_of_its_owner_holds(string text, string why)
    {
        var subject = Subjects.One();
        var metadata = subject.Cluster.Metadata with
        {
            Annotations = new Dictionary<string, string> { [Labels.Hold] = text },
        };

        var answer = VetoPlanner.Decide(subject with { Cluster = subject.Cluster with { Metadata = metadata } })!;

        Assert.Equal((GateDecision.Hold, ClusterReleaseReasons.HeldByCluster), (answer.Decision, answer.Reason));
        Assert.Equal($"the annotation fairway.dev/hold of the Cluster holds it: {why}", answer.Says);
    }

    [Theory]
    [InlineData(ConditionStatus.True, true)]
    [InlineData(ConditionStatus.Unknown, true)]
    [InlineData(ConditionStatus.False, false)]
    public void The_condition_of_a_controller_holds_unless_it_is_false(ConditionStatus status, bool holds)
    {
        var condition = new Condition { Type = ClusterConditions.Hold, Status = status, Message = "a backup runs" };
        var subject = Subjects.One();

        var answer = VetoPlanner.Decide(subject with
        {
            Cluster = subject.Cluster with { Status = new ClusterStatus { Conditions = [condition] } },
        });

        Assert.Equal(holds, answer?.Says == "the condition Hold of the Cluster holds it: a backup runs");
        Assert.Equal(holds, answer is not null);
    }

    [Fact]
    public void The_cheapest_gate_is_asked_first_and_names_the_hold() =>
        Assert.Equal(["veto", "interlock", "blocker", "approval", "window"], GatePlanner.Names);
}
