using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Delivery.Metrics;
using Fairway.Kube;
using Fairway.Releases.Blockers;
using Fairway.Releases.Gates;
using Fairway.Tests.Kube.Fakes;
using Fairway.Tests.Releases.Gates;
using Fairway.Tests.Releases.Scenes;
using Fairway.Tests.Twin.Behaviour;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Releases.Blockers;

/// <summary>Metrics of blockers: when they are asked, how long an answer counts, and what becomes of it.</summary>
public sealed class BlockerMetricTests : IDisposable
{
    private static readonly BlockerMetric Metric = new()
    {
        Url = "http://{cluster}.example",
        Query = "lost{cluster}",
        Watched = "up",
    };

    private static readonly BlockerQuery Query = BlockerQuery.Of(Metric, "c1");

    private static readonly ReleaseBlockerSpec Bad = new()
    {
        Component = "proxy",
        Message = "it loses sockets",
        Metric = Metric,
    };

    private readonly FakeTimeProvider time = new(Subjects.Noon);
    private readonly RecordingLog log = new();
    private readonly FakeMetrics source = new() { Gives = { ["up"] = 1 } };

    public void Dispose() => log.Dispose();

    [Theory]
    [InlineData(null, GateDecision.Hold, "it loses sockets; its metric is not read yet")]
    [InlineData(BlockerReadingState.Holding, GateDecision.Hold, "it loses sockets; as read")]
    [InlineData(BlockerReadingState.Unanswered, GateDecision.Hold, "it loses sockets; as read")]
    [InlineData(BlockerReadingState.Quiet, GateDecision.Pass, "no ReleaseBlocker holds it")]
    public void Only_a_query_that_was_answered_with_nothing_lets_through(
        BlockerReadingState? state, GateDecision decision, string says)
    {
        var answer = BlockerPlanner.Decide(Subjects.One(), Book(Bad, state))!;

        Assert.Equal(decision, answer.Decision);
        Assert.EndsWith(says, answer.Says, StringComparison.Ordinal);
        Assert.Equal(state is null ? null : "lostc1", (string?)answer.Facts["metrics"]?[0]!["query"]);
        Assert.Equal(decision == GateDecision.Hold, answer.AskAgainAt is not null);
    }

    [Fact]
    public void Metrics_are_asked_only_where_all_else_matches()
    {
        Assert.Equal([(Metric, Query)], Asked(Bad with { To = "2.x", Rule = "true" }));
        Assert.Equal(new BlockerQuery("http://c1.example", "lostc1", "up"), Query);
        Assert.Empty(Asked(Bad with { To = "<2" }));
        Assert.Empty(Asked(Bad with { Rule = "change.to == '9'" }));
        Assert.Empty(Asked(Bad with { Component = "other" }));
        Assert.Empty(Asked(Bad with { Metric = null }));
        var begun = Subjects.One() with { Changes = [new GateChange("proxy", "1.0.0", "2.0.0", HasBegun: true)] };
        Assert.Empty(BlockerPlanner.Queries(begun, Book(Bad, null).Blockers));
    }

    [Fact]
    public void A_rule_that_cannot_be_judged_holds_whatever_metrics_say()
    {
        var broken = Bad with { Rule = "cluster.status.serverVersion == 'v1'" };

        Assert.Empty(Asked(broken));
        var answer = BlockerPlanner.Decide(Subjects.One(), Book(broken, BlockerReadingState.Quiet))!;
        Assert.Equal(GateDecision.Hold, answer.Decision);
    }

    [Theory]
    [InlineData(0, 1, false, BlockerReadingState.Quiet, "lostc1 gives nothing")]
    [InlineData(5, 1, false, BlockerReadingState.Holding, "lostc1 gives s0, s1, s2 and 2 more")]
    [InlineData(1, 0, false, BlockerReadingState.Holding, "lostc1 gives s0")]
    [InlineData(0, 0, false, BlockerReadingState.Unanswered, "nobody looks: up gives nothing")]
    [InlineData(5, 1, true, BlockerReadingState.Unanswered, "nobody can tell: it is down")]
    public void Any_series_holds_and_so_does_silence(
        int lost, int watched, bool isDown, BlockerReadingState state, string says)
    {
        (source.Gives["lostc1"], source.Gives["up"], source.IsDown) = (lost, watched, isDown);
        var metrics = New(source, time);

        metrics.Want([(Metric, Query)]);

        Assert.Equal((state, says), (metrics.Find(Query)!.State, metrics.Find(Query)!.Says));
    }

    [Fact]
    public void An_answer_counts_for_half_a_minute_and_is_asked_for_anew_before()
    {
        var metrics = New(source, time);
        Assert.Null(metrics.Find(Query));
        metrics.Want([(Metric, Query)]);
        time.Advance(TimeSpan.FromSeconds(7));
        metrics.Want([(Metric, Query)]);
        Assert.Equal(2, source.Asked.Count);
        time.Advance(TimeSpan.FromSeconds(1));
        metrics.Want([(Metric, Query)]);
        Assert.Equal(4, source.Asked.Count);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull(metrics.Find(Query));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(metrics.Find(Query));
    }

    [Fact]
    public void Nobody_waits_for_a_slow_source_and_who_asked_hears_of_what_turns()
    {
        var thread = new OneThread();
        thread.Run(() => PlayAsync(thread.Time), TimeSpan.FromMinutes(5));
    }

    private async Task PlayAsync(TimeProvider clock)
    {
        var silence = new TaskCompletionSource();
        source.Silence = silence.Task;
        var metrics = New(source, clock);
        var heard = 0;
        using var subscription = metrics.Subscribe(() => heard++);

        metrics.Want([.. Enumerable.Range(0, 20).Select(i => (Metric, BlockerQuery.Of(Metric, $"c{i}")))]);
        Assert.Equal((8, 0), (source.Asked.Count, heard));
        Assert.Null(metrics.Find(Query));
        silence.SetResult();
        await Task.Delay(TimeSpan.FromSeconds(10), clock);
        Assert.Equal(8, heard);
        metrics.Want([(Metric, Query)]);
        await Task.Delay(TimeSpan.FromSeconds(10), clock);
        Assert.Equal(8, heard);
        source.Gives["lostc1"] = 1;
        metrics.Want([(Metric, Query)]);
        await Task.Delay(TimeSpan.FromSeconds(1), clock);
        Assert.Equal(9, heard);
    }

    [Fact]
    public void A_manager_without_a_source_says_so()
    {
        var metrics = New(null, time);
        metrics.Want([(Metric, Query)]);

        Assert.Equal("nobody can tell: this manager has no source of metrics", metrics.Find(Query)!.Says);
    }

    [Fact]
    public void A_status_shows_twenty_readings_those_that_hold_first_and_keeps_what_another_manager_read()
    {
        var readings = Enumerable.Range(10, 25).Select(i => new BlockerReading(
            $"q{i}", i == 30 ? BlockerReadingState.Holding : BlockerReadingState.Quiet, "as read")).ToList();

        var status = BlockerStatusPlanner.Plan(Sight(Bad), readings, Subjects.Noon);

        Assert.Equal((20, "q30", "q10"), (status.Readings!.Count, status.Readings[0].Query, status.Readings[1].Query));
        var known = Sight(Bad, status);
        Assert.Equal(20, BlockerStatusPlanner.Plan(known, [], Subjects.Noon).Readings!.Count);
        Assert.Null(BlockerStatusPlanner.Plan(Sight(Bad with { Metric = null }, status), [], Subjects.Noon).Readings);
    }

    [Fact]
    public void What_breaks_off_unexpectedly_is_told_and_holds()
    {
        source.Breaks = new InvalidOperationException("a bug");
        var metrics = New(source, time);

        metrics.Want([(Metric, Query)]);

        Assert.Equal("nobody can tell: reading it broke off", metrics.Find(Query)!.Says);
        Assert.Equal(
            ["Error: Reading lostc1 at http://c1.example, which a ReleaseBlocker asks for, broke off "
                + "[InvalidOperationException]"],
            log.Lines);
    }

    [Fact]
    public async Task Reading_stops_with_the_manager()
    {
        source.Silence = new TaskCompletionSource().Task;
        var metrics = New(source, time);
        metrics.Want([(Metric, Query)]);

        await metrics.DisposeAsync();

        metrics.Want([(Metric, BlockerQuery.Of(Metric, "c2"))]);
        Assert.Single(source.Asked);
        Assert.Empty(log.Lines);
    }

    private BlockerMetrics New(IMetricSource? from, TimeProvider clock) =>
        new(from, KubeEnvironment.Of(clock, 1) with { Logs = log });

    private static IReadOnlyList<(BlockerMetric Metric, BlockerQuery Query)> Asked(ReleaseBlockerSpec spec) =>
        BlockerPlanner.Queries(Subjects.One(), [Sight(spec)]);

    private static GateBook Book(ReleaseBlockerSpec spec, BlockerReadingState? state) => GateBook.Empty with
    {
        Blockers = [Sight(spec)],
        ReadingOf = query => state is { } known ? new BlockerReading(query.Text, known, "as read") : null,
    };

    private static BlockerSight Sight(ReleaseBlockerSpec spec, ReleaseBlockerStatus? status = null) => BlockerSight.Of(
        new ReleaseBlocker { Metadata = new ObjectMeta { Name = "b" }, Spec = spec, Status = status });
}
