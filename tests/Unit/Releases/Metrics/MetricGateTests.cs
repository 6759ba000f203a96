using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;
using Fairway.Delivery.Gates;
using Fairway.Delivery.Metrics;
using Fairway.Releases.Clusters;
using Fairway.Releases.Metrics;
using Fairway.Tests.Releases.Clusters;
using Xunit;

namespace Fairway.Tests.Releases.Metrics;

/// <summary>What the metric gate asks, and what it makes of the answers: all of it data.</summary>
public sealed class MetricGateTests
{
    private static readonly MetricCheck Errors = new()
    {
        Name = "errors",
        Query = "errors{cluster=~\"{cluster}\"}",
        Max = "0.05",
        MinSamples = 2,
    };

    [Theory]
    [InlineData(0.05, GateDecision.Pass, "errors is 0.05")]
    [InlineData(0.06, GateDecision.Fail, "errors is 0.06, and at most 0.05 is allowed")]
    public async Task A_threshold_decides_on_the_mean(double value, GateDecision decision, string says)
    {
        var answer = await AskAsync(Errors, (_, _) => [value - 0.01, value + 0.01]);

        Assert.Equal((decision, says), (answer.Decision, answer.Says));
    }

    [Fact]
    public async Task A_lower_limit_decides_too() => Assert.Equal(
        "errors is 1, and must be at least 2.5",
        (await AskAsync(Errors with { Max = null, Min = "2.5" }, (_, _) => [1, 1])).Says);

    [Fact]
    public async Task Too_few_samples_no_data_and_no_numbers_are_waited_for_and_never_pass()
    {
        Assert.Equal(
            "errors has 1 samples, and 2 must be there", (await AskAsync(Errors, (_, _) => [0])).Says);
        Assert.Equal(GateDecision.Hold, (await AskAsync(Errors, (_, _) => [])).Decision);
        Assert.Equal(GateDecision.Hold, (await AskAsync(Errors, (_, _) => [double.NaN, double.NaN])).Decision);
        Assert.Equal(GateDecision.Hold, (await AskAsync(Errors, (_, _) => null)).Decision);
    }

    [Fact]
    public void Where_data_never_come_the_cluster_fails_at_its_deadline()
    {
        var answer = MetricPlanner.Plan(new MetricObservation(
            Question(Errors), [new CheckReading(Errors, new MetricReading("q", [], null), null)]));
        var seen = Cases.In(ClusterReleasePhase.PostCheck).Seeing(ChangeState.Complete)
            .With(status => status with { Deadline = Cases.Now });

        var plan = ClusterReleasePlanner.Plan(
            seen with { Gates = [new GateFinding("metrics", GatePoint.After, answer)] });

        Assert.Equal(
            "GateFailed: metrics/after: did not pass in time: errors has 0 samples, and 2 must be there",
            plan.Status.Failure);
    }

    [Fact]
    public async Task Only_what_was_sampled_since_the_step_counts()
    {
        MetricQuery? asked = null;
        await AskAsync(Errors, (query, _) =>
        {
            asked = query;
            return [0, 0];
        });

        // The step was reached a minute ago, and one interval of 15 s is left out.
        Assert.Equal((Cases.Now.AddSeconds(-45), Cases.Now), (asked!.From, asked.Until));
        Assert.Equal("errors{cluster=~\"c1\"}", asked.Text);
        Assert.Equal("http://c1.example:9090", asked.Url);
    }

    [Theory]
    [InlineData(0.010, 0.012, GateDecision.Pass)]
    [InlineData(0.010, 0.013, GateDecision.Fail)]
    [InlineData(0.0, 0.0004, GateDecision.Pass)]
    [InlineData(0.0, 0.0006, GateDecision.Fail)]
    public async Task It_is_compared_with_the_time_before_the_change(double before, double now, GateDecision decision)
    {
        var check = Errors with { Baseline = new MetricBaseline { Kind = BaselineKind.Before, Slack = "0.0005" } };

        var answer = await AskAsync(
            check, (query, _) => query.Until < Cases.Now ? [before, before] : [now, now]);

        Assert.Equal(decision, answer.Decision);
    }

    [Fact]
    public async Task It_is_compared_with_clusters_without_the_change()
    {
        var check = Errors with { Max = null, Baseline = new MetricBaseline { Kind = BaselineKind.Unchanged } };

        var answer = await AskAsync(check, (query, _) =>
            query.Text == "errors{cluster=~\"c2|c3\"}" ? [0.01] : [0.02, 0.02]);

        Assert.Equal(
            "errors is 0.02, and at most 0.012 is allowed, since it is 0.01 on clusters without the change",
            answer.Says);
    }

    [Fact]
    public async Task A_baseline_without_data_lets_nothing_pass()
    {
        var check = Errors with { Baseline = new MetricBaseline { Kind = BaselineKind.Unchanged } };

        var answer = await AskAsync(check, (query, _) => query.Text.Contains('|') ? [] : [0, 0]);

        Assert.Equal(
            (GateDecision.Hold, "errors cannot be compared (Unchanged): it has no samples"),
            (answer.Decision, answer.Says));
    }

    [Fact]
    public async Task A_query_of_several_series_is_named_and_not_guessed_at()
    {
        var source = new Answers((_, i) => [0, 0]) { Series = 2 };

        var answer = await new MetricGate(source).DecideAsync(Question(Errors), TestContext.Current.CancellationToken);

        Assert.Equal("errors: its query gives 2 series: aggregate them to one", answer.Says);
    }

    [Fact]
    public async Task Without_a_source_nothing_passes_and_without_demands_nobody_is_asked()
    {
        Assert.Equal(
            "errors: this manager has no source of metrics",
            (await new MetricGate(null).DecideAsync(Question(Errors), TestContext.Current.CancellationToken)).Says);
        var item = Question(Errors).ClusterRelease;
        Assert.True(new MetricGate(null).IsDemanded(item, GatePoint.After));
        Assert.False(new MetricGate(null).IsDemanded(item, GatePoint.Before));
        Assert.False(new MetricGate(null).IsDemanded(
            item with { Status = item.Status! with { Direction = Direction.Back } }, GatePoint.After));
        Assert.False(new MetricGate(null).IsDemanded(
            item with { Spec = item.Spec with { Metrics = null } }, GatePoint.After));
    }

    [Theory]
    [InlineData(1, 0, GateDecision.Pass, "no alert fires")]
    [InlineData(1, 4, GateDecision.Fail, "alerts fire: s0, s1, s2 and 1 more")]
    [InlineData(0, 0, GateDecision.Hold, "alerts: nobody watches the cluster, up{cluster=\"c1\"} is empty")]
    public async Task No_alert_may_fire_on_a_cluster_that_is_watched(
        int watched, int firing, GateDecision decision, string says)
    {
        var alerts = new AlertDemand { Matchers = "cluster=\"{cluster}\"", Watched = "up{cluster=\"{cluster}\"}" };
        var asked = new List<string>();
        var source = new Counted(query =>
        {
            asked.Add(query.Text);
            return query.Text.StartsWith("ALERTS", StringComparison.Ordinal) ? firing : watched;
        });

        var answer = await new MetricGate(source).DecideAsync(
            Question(null, alerts), TestContext.Current.CancellationToken);

        Assert.Equal((decision, says), (answer.Decision, answer.Says));
        Assert.Equal("ALERTS{alertstate=\"firing\",cluster=\"c1\"}", asked[0]);
    }

    private static Task<GateAnswer> AskAsync(MetricCheck check, Func<MetricQuery, int, double[]?> answers) =>
        new MetricGate(new Answers(answers)).DecideAsync(Question(check), TestContext.Current.CancellationToken);

    private static GateQuestion Question(MetricCheck? check, AlertDemand? alerts = null)
    {
        var item = Cases.In(ClusterReleasePhase.PostCheck)
            .With(status => status with { Intent = new Intent { At = Cases.Now.AddMinutes(-3) } })
            .Told(spec => spec with
            {
                Metrics = new MetricDemands
                {
                    Url = "http://{cluster}.example:9090",
                    Checks = check is null ? null : [check],
                    Alerts = alerts,
                },
            }).ClusterRelease;
        var order = new ChangeOrder
        {
            ClusterId = "c1",
            Release = "r",
            Direction = Direction.Forward,
            Target = Cases.Target,
            Steps = item.Spec.Steps,
            Fence = NoFence.Refusing,
        };
        return new GateQuestion(GatePoint.After, item, order, Cases.Now) { Unchanged = ["c2", "c3"] };
    }

    private sealed class Answers(Func<MetricQuery, int, double[]?> answers) : IMetricSource
    {
        public int Series { get; init; } = 1;

        public Task<IReadOnlyList<MetricSeries>> ReadAsync(MetricQuery query, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<MetricSeries>>(
            [
                .. Enumerable.Range(0, Series).Select(i => new MetricSeries($"s{i}",
                [
                    .. (answers(query, i) ?? throw new MetricSourceException("it is down"))
                        .Select(value => new MetricSample(query.Until, value)),
                ])),
            ]);
    }

    private sealed class Counted(Func<MetricQuery, int> count) : IMetricSource
    {
        public Task<IReadOnlyList<MetricSeries>> ReadAsync(MetricQuery query, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<MetricSeries>>(
            [
                .. Enumerable.Range(0, count(query))
                    .Select(i => new MetricSeries($"s{i}", [new MetricSample(query.Until, 1)])),
            ]);
    }
}
