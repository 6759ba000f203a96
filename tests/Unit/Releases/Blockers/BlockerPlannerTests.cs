using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Releases.Blockers;
using Fairway.Releases.Gates;
using Fairway.Tests.Releases.Gates;
using Xunit;

namespace Fairway.Tests.Releases.Blockers;

public sealed class BlockerPlannerTests
{
    private static readonly ReleaseBlockerSpec Bad = new() { Component = "proxy", Message = "it loses sockets" };

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, ">=2.0.0 <2.0.3", true)]
    [InlineData(null, ">=2.0.1", false)]
    [InlineData("<1.0.0", null, false)]
    [InlineData("1.0.x", "2.0.x || 2.1.x", true)]
    [InlineData("1.0.x", "2.1.x", false)]
    public void An_edge_between_versions_holds(string? from, string? to, bool holds) =>
        Assert.Equal(holds, Holds(Bad with { From = from, To = to }));

    [Fact]
    public void A_prerelease_of_a_bad_version_is_as_bad() =>
        Assert.True(Holds(Bad with { To = ">=2.0.0 <2.1.0" }, new GateChange("proxy", "1.0.0", "2.0.7-rc.1")));

    [Fact]
    public void What_a_cluster_does_not_have_is_in_no_range()
    {
        Assert.False(Holds(Bad with { From = "<9" }, new GateChange("proxy", null, "2.0.0")));
        Assert.True(Holds(Bad, new GateChange("proxy", null, "2.0.0")));
    }

    [Fact]
    public void A_version_that_cannot_be_compared_is_held()
    {
        var answer = Decide(Bad with { To = "<3" }, new GateChange("proxy", "1.0.0", "nightly"))!;

        Assert.Equal(GateDecision.Hold, answer.Decision);
        Assert.EndsWith(
            "nightly is no semantic version, and may be in its range", answer.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void It_speaks_of_its_component_its_clusters_and_what_has_not_begun_alone()
    {
        Assert.Null(Decide(Bad with { Component = "other" }));
        Assert.Null(Decide(Bad with
        {
            Clusters = new LabelSelector { MatchLabels = new Dictionary<string, string> { ["region"] = "us" } },
        }));
        Assert.Null(Decide(Bad, new GateChange("proxy", "1.0.0", "2.0.0", HasBegun: true)));
    }

    [Theory]
    [InlineData("cluster.metadata.labels['region'] == 'eu'", true)]
    [InlineData("cluster.metadata.labels['region'] == 'us'", false)]
    [InlineData("release.spec.pipeline == 'fleet' && change.to.startsWith('2.')", true)]
    [InlineData("semver(change.from).isLessThan(semver('1.5.0'))", true)]
    public void A_rule_sees_the_cluster_the_release_and_the_change(string rule, bool holds) =>
        Assert.Equal(holds, Holds(Bad with { Rule = rule }));

    [Theory]
    [InlineData("cluster.status.serverVersion == 'v1'", "its rule cannot be judged: no such key: status")]
    [InlineData("change.to", "its rule cannot be judged: it is neither true nor false")]
    [InlineData("cluster.metadata.labels", "its rule cannot be judged: it is neither true nor false")]
    public void A_rule_that_fails_holds(string rule, string says) =>
        Assert.EndsWith(says, Decide(Bad with { Rule = rule })!.Says, StringComparison.Ordinal);

    [Theory]
    [InlineData("nonsense", null, "spec.to: nonsense is no range")]
    [InlineData(null, "cluster.", "spec.rule: ")]
    [InlineData(null, "'text'", "spec.rule: it must be true or false")]
    [InlineData(null, "other == 1", "spec.rule: undeclared reference to 'other'")]
    public void One_that_cannot_be_read_holds_its_component_and_says_why(string? to, string? rule, string says)
    {
        var spec = Bad with { To = to, Rule = rule };

        Assert.Contains(says, Decide(spec)!.Says, StringComparison.Ordinal);
        var status = BlockerStatusPlanner.Plan(Sight(spec), [], Subjects.Noon);
        var valid = status.Conditions.Find(ReleaseBlockerConditions.Valid)!;
        Assert.Equal((ConditionStatus.False, ReleaseBlockerConditions.Invalid), (valid.Status, valid.Reason));
        Assert.Contains(says, valid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_why_and_where_to_read_more()
    {
        var answer = Decide(Bad with { Link = "https://example.org/7" })!;

        Assert.Equal(
            "the ReleaseBlocker b holds it: it loses sockets (https://example.org/7)", answer.Says);
        Assert.Equal((ClusterReleaseReasons.Blocked, null), (answer.Reason, answer.AskAgainAt));
        Assert.Equal("2.0.0", (string?)answer.Facts["to"]);
    }

    private static bool Holds(ReleaseBlockerSpec spec, GateChange? change = null) =>
        Decide(spec, change) is { Decision: GateDecision.Hold };

    private static GateAnswer? Decide(ReleaseBlockerSpec spec, GateChange? change = null)
    {
        var subject = Subjects.One();
        return BlockerPlanner.Decide(
            change is null ? subject : subject with { Changes = [change] },
            GateBook.Empty with { Blockers = [Sight(spec)] });
    }

    private static BlockerSight Sight(ReleaseBlockerSpec spec) =>
        BlockerSight.Of(new ReleaseBlocker { Metadata = new ObjectMeta { Name = "b" }, Spec = spec });
}
