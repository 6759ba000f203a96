using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Gates;
using Fairway.Releases.Clusters;
using Fairway.Releases.Gates;
using Fairway.Tests.Releases.Clusters;
using Xunit;

namespace Fairway.Tests.Releases.Gates;

public sealed class HealthPlannerTests
{
    [Theory]
    [InlineData(0, 0, GateDecision.Hold)]
    [InlineData(8, 10, GateDecision.Hold)]
    [InlineData(9, 10, GateDecision.Pass)]
    [InlineData(10, 10, GateDecision.Pass)]
    public void Enough_nodes_must_be_ready_and_no_nodes_are_not_enough(int ready, int total, GateDecision decision) =>
        Assert.Equal(decision, Ask(GatePoint.Before, new NodeCount(ready, total), null, null).Decision);

    [Fact]
    public void Before_a_broken_component_does_not_block_its_mending() =>
        Assert.Equal(GateDecision.Pass, Ask(GatePoint.Before, new(1, 1), null, null).Decision);

    [Theory]
    [InlineData(ChangeState.Stopped, GateDecision.Fail)]
    [InlineData(ChangeState.Halted, GateDecision.Hold)]
    [InlineData(ChangeState.Progressing, GateDecision.Hold)]
    [InlineData(ChangeState.NotConfigured, GateDecision.Hold)]
    public void After_what_is_not_whole_does_not_pass(ChangeState state, GateDecision decision) =>
        Assert.Equal(decision, Ask(GatePoint.After, new(1, 1), state, null).Decision);

    [Fact]
    public void After_nobody_who_can_tell_does_not_pass() =>
        Assert.Equal(GateDecision.Hold, Ask(GatePoint.After, new(1, 1), null, Cases.Now).Decision);

    [Fact]
    public void It_must_have_been_whole_for_long_enough()
    {
        var young = Ask(GatePoint.After, new(1, 1), ChangeState.Complete, Cases.Now - TimeSpan.FromSeconds(9));
        Assert.Equal((GateDecision.Hold, Cases.Now + TimeSpan.FromSeconds(1)), (young.Decision, young.AskAgainAt));

        var old = Ask(GatePoint.After, new(1, 1), ChangeState.Complete, Cases.Now - TimeSpan.FromSeconds(10));
        Assert.Equal(GateDecision.Pass, old.Decision);
        Assert.Equal("1 of 1 nodes are ready; as seen", old.Says);
        Assert.Equal("Complete", (string)old.Facts["change"]!["state"]!);
    }

    [Fact]
    public void After_what_is_not_healthy_is_named_with_why_and_what_is_final_fails()
    {
        ObjectTrouble Trouble(int number, bool isFinal = false) => new($"Service a/s{number}", "no address", isFinal);

        var waits = Ask(GatePoint.After, new(1, 1), ChangeState.Complete, null, Trouble(1));
        Assert.Equal(
            (GateDecision.Hold, "1 of 1 nodes are ready; not healthy: Service a/s1: no address"),
            (waits.Decision, waits.Says));

        var fails = Ask(
            GatePoint.After,
            new(1, 1),
            ChangeState.Complete,
            null,
            [Trouble(1), Trouble(2), Trouble(3), Trouble(4, true)]);
        Assert.Equal(GateDecision.Fail, fails.Decision);
        Assert.Contains("not healthy: Service a/s4: no address; Service a/s1", fails.Says, StringComparison.Ordinal);
        Assert.EndsWith("; and 1 more", fails.Says, StringComparison.Ordinal);
        Assert.Equal(4, fails.Facts["troubles"]!.AsArray().Count);
    }

    private static GateAnswer Ask(
        GatePoint point, NodeCount nodes, ChangeState? state, DateTimeOffset? since, params ObjectTrouble[] troubles)
    {
        var seen = Cases.In(ClusterReleasePhase.PostCheck).Told(spec => spec with
        {
            Health = new HealthDemands { StableFor = Duration.Seconds(10) },
        });
        var order = new ChangeOrder
        {
            ClusterId = "c1",
            Release = "r",
            Direction = Direction.Forward,
            Target = Cases.Target,
            Steps = [],
            Fence = NoFence.Refusing,
        };
        var question = new GateQuestion(point, seen.ClusterRelease, order, Cases.Now);
        var sight = state is { } known ? new ChangeSight(known, 0, "Said", "as seen", []) : null;
        return HealthPlanner.Plan(new HealthObservation(question, nodes, sight, since) { Troubles = troubles });
    }
}
