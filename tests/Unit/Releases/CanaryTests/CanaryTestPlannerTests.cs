using Fairway.Api.Meta;
using Fairway.Api.Probes;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Gates;
using Fairway.Releases.CanaryTests;
using Fairway.Releases.Clusters;
using Fairway.Tests.Releases.Clusters;
using Xunit;

namespace Fairway.Tests.Releases.CanaryTests;

/// <summary>What canary tests say of a cluster. The step was reached a minute before <see cref="Cases.Now"/>.</summary>
public sealed class CanaryTestPlannerTests
{
    private static readonly CanaryTestDemands Basic = new() { Names = ["basic"], MinRuns = 2 };

    // Runs by when they began, in seconds before now; f: it failed. The newest first.
    [Theory]
    [InlineData("10 30", GateDecision.Pass, "basic/dns: 2 of 2 runs since the step succeeded")]
    [InlineData("10 30 70 90", GateDecision.Pass, "basic/dns: 2 of 2 runs since the step succeeded")]
    [InlineData("10 30 70f 90f", GateDecision.Pass, "basic/dns: 2 of 2 runs since the step succeeded")]
    [InlineData("", GateDecision.Hold, "basic/dns has 0 runs since the step, and 2 must be there")]
    [InlineData("70 90 110", GateDecision.Hold, "basic/dns has 0 runs since the step, and 2 must be there")]
    [InlineData("10 59 61", GateDecision.Hold, "basic/dns has 1 runs since the step, and 2 must be there")]
    [InlineData("10f", GateDecision.Fail,
        "basic/dns: 1 of 1 runs since the step failed (last: no such host), and 100% of 2 must succeed")]
    [InlineData("-3 10 30", GateDecision.Hold, "basic/dns: runs end in the future: look at clocks")]
    [InlineData("-3 10f 30f", GateDecision.Hold, "basic/dns: runs end in the future: look at clocks")]
    [InlineData("3 10", GateDecision.Pass, "basic/dns: 2 of 2 runs since the step succeeded")]
    public void Only_runs_that_began_after_the_step_count(string runs, GateDecision decision, string says) =>
        Check(Ask(Basic, Set(runs)), decision, says);

    [Theory]
    [InlineData(75, "10 20 30 40f", GateDecision.Pass)]
    [InlineData(76, "10 20 30 40f", GateDecision.Fail)]
    [InlineData(75, "10 20 30f", GateDecision.Hold)]
    [InlineData(75, "20f 30f", GateDecision.Fail)]
    [InlineData(80, "10 15 20 25 30f", GateDecision.Pass)]
    public void It_fails_as_soon_as_the_share_cannot_be_reached_any_more(
        int percent, string runs, GateDecision decision) =>
        Assert.Equal(decision, Ask(Basic with { MinRuns = 4, MinSuccessPercent = percent }, Set(runs)).Decision);

    [Theory]
    [InlineData(null, 240, GateDecision.Hold)]
    [InlineData(null, 180, GateDecision.Pass)]
    [InlineData(30, 36, GateDecision.Hold)]
    [InlineData(30, 35, GateDecision.Pass)]
    public void A_test_that_has_not_run_for_long_is_stale(int? maxAge, int began, GateDecision decision)
    {
        var demands = Basic with
        {
            MinRuns = 1,
            MaxAge = maxAge is { } seconds ? Duration.Seconds(seconds) : null,
        };

        var answer = Ask(demands, [Set($"{began}")], since: 600);

        Assert.Equal(decision, answer.Decision);
        Assert.Equal(
            decision == GateDecision.Hold, answer.Says.StartsWith("basic/dns is stale", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_missing_is_waited_for_and_named()
    {
        Check(Ask(Basic, []), GateDecision.Hold, "there is no CanaryTestSet fairway-system/basic");
        var selecting = Basic with { Names = null, Selector = Labelled("gold") };
        Check(Ask(selecting, Set("10 30")), GateDecision.Pass, "basic/dns: 2 of 2 runs since the step succeeded");
        Check(
            Ask(selecting with { Selector = Labelled("none") }, Set("10 30")),
            GateDecision.Hold,
            "no CanaryTestSet of the namespace fairway-system is selected");
        var set = Set("10 30");
        Check(Ask(Basic, set with { Status = null }), GateDecision.Hold, "nobody has run the tests of basic yet");
        Check(
            Ask(Basic, set with { Status = set.Status! with { ObservedGeneration = 1 } }),
            GateDecision.Hold,
            "the status of basic speaks of an older specification");
        Check(
            Ask(Basic, set with { Status = set.Status! with { Tests = null } }),
            GateDecision.Hold,
            "basic/dns has 0 runs since the step, and 2 must be there");
    }

    [Fact]
    public void Each_test_is_judged_for_itself_and_what_fails_counts_more_than_what_waits()
    {
        var good = Runs.Test("pod", Run("10"), Run("30"));
        var late = Runs.Test("job", Run("70"));
        var bad = Runs.Test("dns", Run("10f"), Run("30f"));

        Assert.Equal(GateDecision.Hold, Ask(Basic, Runs.Set(good, late)).Decision);
        var answer = Ask(Basic, Runs.Set(good, late, bad));

        Assert.Equal(GateDecision.Fail, answer.Decision);
        Assert.DoesNotContain("job", answer.Says, StringComparison.Ordinal);
        Assert.Equal(3, answer.Facts["tests"]!.AsArray().Count);
        Assert.Equal("no such host", (string?)answer.Facts["tests"]![2]!["counted"]![0]!["message"]);
        Assert.Equal(1, (int?)answer.Facts["tests"]![1]!["notCounted"]);
        Assert.Equal("2026-01-01T11:59:00.000Z", (string?)answer.Facts["since"]);
    }

    [Theory]
    [InlineData("10 30", GateDecision.Pass)]
    [InlineData("70 90", GateDecision.Pass)]
    [InlineData("10f 30f", GateDecision.Hold)]
    public void Before_anything_is_changed_all_runs_count_and_failures_hold(string runs, GateDecision decision) =>
        Assert.Equal(decision, Ask(Basic, [Set(runs)], GatePoint.Before).Decision);

    [Fact]
    public void It_is_asked_where_the_pipeline_says_and_never_on_the_way_back()
    {
        var gate = new CanaryTestGate(null!);
        var item = Question(Basic, GatePoint.After, 60).ClusterRelease;
        Assert.True(gate.IsDemanded(item, GatePoint.AfterStep));
        Assert.True(gate.IsDemanded(item, GatePoint.After));
        Assert.False(gate.IsDemanded(item, GatePoint.Before));
        Assert.True(gate.IsDemanded(
            item with { Spec = item.Spec with { CanaryTests = Basic with { Points = [CheckPoint.Before] } } },
            GatePoint.Before));
        Assert.False(gate.IsDemanded(
            item with { Status = item.Status! with { Direction = Direction.Back } }, GatePoint.After));
        Assert.False(gate.IsDemanded(
            item with { Spec = item.Spec with { CanaryTests = null } }, GatePoint.After));
    }

    private static void Check(GateAnswer answer, GateDecision decision, string says) =>
        Assert.Equal((decision, says), (answer.Decision, answer.Says));

    private static LabelSelector Labelled(string tier) =>
        new() { MatchLabels = new Dictionary<string, string> { ["tier"] = tier } };

    private static CanaryTestSet Set(string runs) => Runs.Set(Runs.Test(
        "dns", [.. runs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Run)]));

    private static CanaryTestRun Run(string text) => Runs.At(
        Cases.Now.AddSeconds(-int.Parse(text.TrimEnd('f'), System.Globalization.CultureInfo.InvariantCulture)),
        text.EndsWith('f') ? "no such host" : null);

    private static GateAnswer Ask(CanaryTestDemands demands, CanaryTestSet set) => Ask(demands, [set]);

    private static GateAnswer Ask(
        CanaryTestDemands demands,
        IReadOnlyList<CanaryTestSet> sets,
        GatePoint point = GatePoint.AfterStep,
        int since = 60) =>
        CanaryTestPlanner.Plan(new CanaryTestObservation(Question(demands, point, since), sets));

    private static GateQuestion Question(CanaryTestDemands demands, GatePoint point, int since)
    {
        var item = Cases.In(ClusterReleasePhase.Bake)
            .With(status => status with { PhaseSince = Cases.Now.AddSeconds(-since) })
            .Told(spec => spec with { CanaryTests = demands }).ClusterRelease;
        var order = new ChangeOrder
        {
            ClusterId = "c1",
            Release = "r",
            Direction = Direction.Forward,
            Target = Cases.Target,
            Steps = item.Spec.Steps,
            Fence = NoFence.Refusing,
        };
        return new GateQuestion(point, item, order, Cases.Now);
    }
}
