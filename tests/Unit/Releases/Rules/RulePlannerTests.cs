using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Releases.Clusters;
using Fairway.Releases.Rules;
using Fairway.Tests.Releases.Clusters;
using Fairway.Tests.Releases.Gates;
using Xunit;

namespace Fairway.Tests.Releases.Rules;

public sealed class RulePlannerTests
{
    private static readonly CheckRule Nodes = new()
    {
        Name = "nodes",
        Rule = "evidence.health.facts.nodes.ready >= 3",
        Message = "three nodes must be ready",
    };

    [Theory]
    [InlineData(3, GatePoint.AfterStep, GateDecision.Pass, "every rule is as it must be (nodes)")]
    [InlineData(2, GatePoint.AfterStep, GateDecision.Fail, "nodes: three nodes must be ready")]
    [InlineData(2, GatePoint.After, GateDecision.Fail, "nodes: three nodes must be ready")]
    [InlineData(2, GatePoint.Before, GateDecision.Hold, "nodes: three nodes must be ready")]
    public void A_rule_over_evidence_holds_before_and_fails_after(
        int ready, GatePoint point, GateDecision decision, string says)
    {
        var rule = Nodes with { Points = [CheckPoint.Before, CheckPoint.AfterStep, CheckPoint.After] };

        var answer = RulePlanner.Plan(Seen(point, ready, rule));

        Assert.Equal((decision, says), (answer.Decision, answer.Says));
    }

    [Theory]
    [InlineData("cluster.metadata.labels['region'] == 'eu'")]
    [InlineData("release.spec.pipeline == 'fleet' && change.to == '2.0.0' && change.component == 'web'")]
    [InlineData("point == 'AfterStep'")]
    [InlineData("evidence.health.decision == 'Pass' && evidence.health.says.contains('ready')")]
    [InlineData("!has(evidence.metrics)")]
    public void A_rule_sees_cluster_release_change_point_and_evidence(string rule) =>
        Assert.Equal(
            GateDecision.Pass, RulePlanner.Plan(Seen(GatePoint.AfterStep, 3, Nodes with { Rule = rule })).Decision);

    [Theory]
    [InlineData("evidence.metrics.facts.mean < 1", "it cannot be told: no such key: metrics")]
    [InlineData("change.to", "it cannot be told: it is neither true nor false")]
    [InlineData("change.", "it cannot be read: ")]
    [InlineData("other == 1", "it cannot be read: undeclared reference to 'other'")]
    public void What_cannot_be_told_holds(string rule, string says)
    {
        var answer = RulePlanner.Plan(Seen(GatePoint.AfterStep, 3, Nodes with { Rule = rule }));

        Assert.Equal(GateDecision.Hold, answer.Decision);
        Assert.Contains(says, answer.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_cannot_be_read_is_found_out_before_anything_is_changed()
    {
        Assert.Equal(
            GateDecision.Hold, RulePlanner.Plan(Seen(GatePoint.Before, 0, Nodes with { Rule = "change." })).Decision);
        Assert.Equal(GateDecision.Pass, RulePlanner.Plan(Seen(GatePoint.Before, 0, Nodes)).Decision);
    }

    [Fact]
    public void Without_the_cluster_or_the_release_nothing_can_be_told()
    {
        var seen = Seen(GatePoint.After, 3, Nodes with { Rule = "true" });

        Assert.Equal(GateDecision.Hold, RulePlanner.Plan(seen with { Cluster = null }).Decision);
        Assert.Equal(GateDecision.Hold, RulePlanner.Plan(seen with { Release = null }).Decision);
    }

    [Fact]
    public void What_fails_counts_more_than_what_waits_and_evidence_keeps_what_was_judged()
    {
        var waits = Nodes with { Name = "waits", Rule = "evidence.none.x" };

        var answer = RulePlanner.Plan(Seen(GatePoint.After, 2, waits, Nodes));

        Assert.Equal((GateDecision.Fail, "nodes: three nodes must be ready"), (answer.Decision, answer.Says));
        Assert.Equal(2, (int?)answer.Facts["evidence"]!["health"]!["facts"]!["nodes"]!["ready"]);
        Assert.Equal("Hold", (string?)answer.Facts["rules"]![0]!["decision"]);
        Assert.Equal(Nodes.Rule, (string?)answer.Facts["rules"]![1]!["rule"]);
    }

    [Fact]
    public void Nothing_is_judged_on_the_way_back()
    {
        var item = Cases.In(ClusterReleasePhase.Bake).Told(spec => spec with { Rules = [Nodes] }).ClusterRelease;

        Assert.True(RulePlanner.IsDemanded(item, GatePoint.After));
        Assert.True(RulePlanner.IsDemanded(item, GatePoint.Before));
        Assert.False(RulePlanner.IsDemanded(
            item with { Status = item.Status! with { Direction = Direction.Back } }, GatePoint.After));
        Assert.False(RulePlanner.IsDemanded(item with { Spec = item.Spec with { Rules = null } }, GatePoint.After));
    }

    private static RuleObservation Seen(GatePoint point, int ready, params CheckRule[] rules)
    {
        var facts = new JsonObject { ["nodes"] = new JsonObject { ["ready"] = ready } };
        var subject = Subjects.One();
        return new RuleObservation(point, Subjects.Noon)
        {
            Rules = rules,
            Cluster = subject.Cluster,
            Release = subject.Release,
            Change = Cases.In(ClusterReleasePhase.Bake).ChangeNow,
            Findings =
            [
                new GateFinding("health", point, new GateAnswer(GateDecision.Pass, $"{ready} nodes are ready", facts)),
            ],
        };
    }
}
