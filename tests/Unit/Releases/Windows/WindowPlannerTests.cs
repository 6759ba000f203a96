using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Releases.Gates;
using Fairway.Releases.Windows;
using Fairway.Tests.Releases.Gates;
using Xunit;

namespace Fairway.Tests.Releases.Windows;

public sealed class WindowPlannerTests
{
    /// <summary>A Monday.</summary>
    private static readonly DateTimeOffset Noon = Subjects.Noon;

    [Fact]
    public void Where_no_window_selects_the_work_none_is_asked() =>
        Assert.Null(Decide(
            Allow("nights", "0 22 * * *") with { Clusters = Labelled("region", "us") },
            Allow("others", "0 22 * * *") with { Components = ["other"] },
            Allow("pipes", "0 22 * * *") with { Pipelines = ["slow"] }));

    [Fact]
    public void Outside_an_allow_window_nothing_begins_and_it_says_when_it_may()
    {
        var answer = Decide(Allow("nights", "0 22 * * *") with { Reason = "few users" })!;

        Assert.Equal(GateDecision.Hold, answer.Decision);
        Assert.Equal(ClusterReleaseReasons.WindowClosed, answer.Reason);
        Assert.Equal(Noon.AddHours(10), answer.AskAgainAt);
        Assert.Equal(
            "the ReleaseWindow w0 is closed (few users) until 2026-03-02T22:00:00Z; opens at 2026-03-02T22:00:00Z",
            answer.Says);
    }

    [Fact]
    public void One_open_allow_window_is_enough() => Assert.Equal(
        GateDecision.Pass, Decide(Allow("nights", "0 22 * * *"), Allow("noon", "0 12 * * *"))!.Decision);

    [Fact]
    public void A_freeze_closes_what_is_open_and_the_opening_after_it_is_found()
    {
        var freeze = new ReleaseWindowSpec
        {
            Type = WindowType.Deny,
            Dates = [new WindowDates { From = "2026-03-01", Until = "2026-03-08" }],
        };

        var answer = Decide(Allow("mondays", "0 12 * * 1"), freeze)!;

        Assert.StartsWith(
            "the ReleaseWindow w1 denies it until 2026-03-09T00:00:00Z", answer.Says, StringComparison.Ordinal);
        Assert.Equal(Noon.AddDays(7), answer.AskAgainAt);
    }

    [Fact]
    public void Each_component_of_the_work_needs_a_window_of_its_own()
    {
        var one = Allow("noon", "0 12 * * *") with { Components = ["proxy"] };
        var other = Allow("night", "0 22 * * *") with { Components = ["cache"] };

        var seen = Subjects.One() with { Changes = [new("proxy", "1", "2"), new("cache", "1", "2")] };

        Assert.Equal(GateDecision.Hold, WindowPlanner.Decide(seen, Sights(one, other))!.Decision);
        Assert.Equal(GateDecision.Pass, Decide(one, other)!.Decision);
    }

    [Fact]
    public void What_has_begun_may_finish_only_where_the_window_says_so()
    {
        var window = Allow("nights", "0 22 * * *");
        var begun = Subjects.One() with { HasBegun = true };

        Assert.Equal(GateDecision.Hold, WindowPlanner.Decide(begun, Sights(window))!.Decision);
        var may = WindowPlanner.Decide(begun, Sights(window with { MayFinish = true }))!;
        Assert.Equal(
            (GateDecision.Pass, "the ReleaseWindow w0 is closed, and lets finish what has begun"),
            (may.Decision, may.Says));
        Assert.Equal(GateDecision.Hold, Decide(window with { MayFinish = true })!.Decision);
    }

    [Fact]
    public void A_bypass_lets_through_and_is_to_be_audited()
    {
        var subject = Subjects.One();
        var hot = subject with
        {
            Release = subject.Release with
            {
                Spec = subject.Release.Spec with { BypassWindows = new WindowBypass { Reason = "CVE-2026-1" } },
            },
        };

        var answer = WindowPlanner.Decide(hot, Sights(Allow("nights", "0 22 * * *")))!;

        Assert.Equal(GateDecision.Pass, answer.Decision);
        Assert.StartsWith("CVE-2026-1 (the ReleaseWindow w0 is closed", answer.Bypass, StringComparison.Ordinal);
        Assert.Null(WindowPlanner.Decide(hot, Sights(Allow("noon", "0 12 * * *")))!.Bypass);
    }

    [Fact]
    public void A_window_that_cannot_be_read_holds_what_it_selects_for_ever()
    {
        var answer = Decide(Allow("x", "61 0 * * *"))!;

        Assert.Equal((GateDecision.Hold, null), (answer.Decision, answer.AskAgainAt));
        Assert.StartsWith(
            "the ReleaseWindow w0 cannot be read: spec.schedules[0]", answer.Says, StringComparison.Ordinal);
        Assert.EndsWith("; it does not open again", answer.Says, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_status_says_whether_it_is_open_and_until_when()
    {
        var sight = Sights(Allow("noon", "0 12 * * *"))[0];

        var status = WindowStatusPlanner.Plan(sight, Noon);

        var open = status.Conditions.Find(ReleaseWindowConditions.Open)!;
        Assert.Equal((ConditionStatus.True, "WithinTimes"), (open.Status, open.Reason));
        Assert.Equal("one of its times is now; it closes at 2026-03-02T13:00:00Z", open.Message);
        Assert.Equal(Noon.AddHours(1), status.Until);
    }

    private static GateAnswer? Decide(params ReleaseWindowSpec[] windows) =>
        WindowPlanner.Decide(Subjects.One(), Sights(windows));

    private static ReleaseWindowSpec Allow(string name, string cron) => new()
    {
        Type = WindowType.Allow,
        Reason = name == "nights" ? null : name,
        Schedules = [new WindowSchedule { Cron = cron }],
    };

    private static LabelSelector Labelled(string key, string value) =>
        new() { MatchLabels = new Dictionary<string, string> { [key] = value } };

    private static IReadOnlyList<WindowSight> Sights(params ReleaseWindowSpec[] windows) =>
        [.. windows.Select((spec, i) => WindowSight.Of(
            new ReleaseWindow { Metadata = new ObjectMeta { Name = $"w{i}" }, Spec = spec }))];
}
