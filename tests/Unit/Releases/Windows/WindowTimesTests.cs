using System.Globalization;
using CsCheck;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Windows;
using Xunit;

namespace Fairway.Tests.Releases.Windows;

public sealed class WindowTimesTests
{
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"];

    [Theory]
    [InlineData("2026-03-02T21:59:59Z", false, "2026-03-02T22:00:00Z")]
    [InlineData("2026-03-02T22:00:00Z", true, "2026-03-03T02:00:00Z")]
    [InlineData("2026-03-03T01:59:59Z", true, "2026-03-03T02:00:00Z")]
    [InlineData("2026-03-03T02:00:00Z", false, "2026-03-03T22:00:00Z")]
    [InlineData("2026-03-07T12:00:00Z", false, "2026-03-09T22:00:00Z")]
    public void A_cron_opens_on_working_days(string moment, bool within, string until) =>
        Check(Cron("0 22 * * 1-5", "4h"), moment, within, until);

    [Theory]
    [InlineData("2026-03-09T12:00:00Z", false, "2026-03-10T18:00:00Z")]
    [InlineData("2026-03-10T18:30:00Z", true, "2026-03-10T20:00:00Z")]
    [InlineData("2026-03-10T20:00:00Z", false, "2026-04-14T18:00:00Z")]
    [InlineData("2025-01-01T00:00:00Z", false, "2026-01-13T18:00:00Z")]
    public void A_rule_finds_the_second_tuesday_of_each_month(string moment, bool within, string until) =>
        Check(Rule("FREQ=MONTHLY;BYDAY=2TU", "2026-01-13T18:00", "2h"), moment, within, until);

    [Fact]
    public void A_rule_that_ends_never_opens_again()
    {
        var spec = Rule("FREQ=DAILY;COUNT=2", "2026-01-01T10:00", "1h");

        Check(spec, "2026-01-02T10:30:00Z", true, "2026-01-02T11:00:00Z");
        Check(spec, "2026-01-02T11:00:00Z", false, null);
        Check(Rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01T10:00", "1h"), "2026-05-01T00:00:00Z", false,
            null);
    }

    [Theory]
    [InlineData("2026-03-29T00:59:00Z", false, "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25T00:29:00Z", false, "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25T01:29:59Z", true, "2026-10-25T01:30:00Z")]
    [InlineData("2026-10-25T01:30:00Z", false, "2026-10-26T01:30:00Z")]
    public void A_clock_that_is_set_opens_once_and_for_the_whole_time(string moment, bool within, string until) =>
        Check(Cron("30 2 * * *", "1h") with { TimeZone = "Europe/Berlin" }, moment, within, until);

    [Fact]
    public void The_same_hour_by_the_wall_is_another_by_the_sun_in_summer()
    {
        var spec = Cron("0 9 * * *", "8h") with { TimeZone = "America/New_York" };

        Check(spec, "2026-01-10T13:59:00Z", false, "2026-01-10T14:00:00Z");
        Check(spec, "2026-07-10T12:59:00Z", false, "2026-07-10T13:00:00Z");
    }

    [Fact]
    public void Days_of_a_calendar_are_whole_days_of_the_zone_and_the_last_belongs_to_them()
    {
        var spec = new ReleaseWindowSpec
        {
            Type = WindowType.Deny,
            TimeZone = "Asia/Tokyo",
            Dates = [new WindowDates { From = "2026-12-20", Until = "2027-01-03" }],
        };

        Check(spec, "2026-12-19T14:59:59Z", false, "2026-12-19T15:00:00Z");
        Check(spec, "2026-12-19T15:00:00Z", true, "2027-01-03T15:00:00Z");
        Check(spec, "2027-01-03T15:00:00Z", false, null);
    }

    [Fact]
    public void Times_that_follow_each_other_are_one()
    {
        var spec = Cron("0 22 * * 5", "2h") with
        {
            Dates = [new WindowDates { From = "2026-03-07", Until = "2026-03-08T03:00" }],
        };

        Check(spec, "2026-03-06T23:00:00Z", true, "2026-03-08T03:00:00Z");
    }

    [Theory]
    [InlineData("0 22 1 * 1", "a day of the month or a day of the week")]
    [InlineData("every day", "every day:")]
    public void A_cron_that_can_be_misread_is_refused(string cron, string says)
    {
        var sight = WindowSight.Of(new ReleaseWindow { Spec = Cron(cron, "1h") });

        Assert.StartsWith("spec.schedules[0]: ", sight.Trouble, StringComparison.Ordinal);
        Assert.Contains(says, sight.Trouble, StringComparison.Ordinal);
        Assert.False(sight.IsOpen(DateTimeOffset.UnixEpoch));
    }

    [Theory]
    [InlineData("Europe/Nowhere", "2026-01-01", "2026-01-02", "spec.timeZone: ")]
    [InlineData("UTC", "2026-02-30", "2026-03-02", "spec.dates[0]: 2026-02-30 is no day")]
    [InlineData("UTC", "2026-03-03", "2026-03-02", "spec.dates[0]: 2026-03-02 is not after 2026-03-03")]
    public void What_is_no_time_is_named(string zone, string from, string until, string says)
    {
        var spec = new ReleaseWindowSpec
        {
            TimeZone = zone,
            Dates = [new WindowDates { From = from, Until = until }],
        };

        var sight = WindowSight.Of(new ReleaseWindow { Spec = spec });

        Assert.StartsWith(says, sight.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_said_of_a_stretch_holds_at_every_moment_of_it() =>
        Gen.Select(Gen.Int[0, 23], Gen.Int[1, 30], Gen.Int[0, Zones.Length - 1],
            Gen.Int[0, 366 * 24 * 60]).Sample((hour, hours, zone, minute) =>
        {
            var spec = Cron($"15 {hour} * * 1,3,6", $"{hours}h") with { TimeZone = Zones[zone] };
            var asked = WindowTimes.Parse(spec);
            var moment = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);
            var span = asked.At(moment);

            Assert.True(span.Until > moment);
            Assert.Equal(span.IsWithin, WindowTimes.Parse(spec).At(span.Until!.Value.AddTicks(-1)).IsWithin);
            Assert.Equal(!span.IsWithin, WindowTimes.Parse(spec).At(span.Until!.Value).IsWithin);
            Assert.Equal(span.Until, WindowTimes.Parse(spec).At(span.Until!.Value.AddTicks(-1)).Until);
        }, iter: 100);

    private static ReleaseWindowSpec Cron(string cron, string duration) => new()
    {
        Schedules = [new WindowSchedule { Cron = cron, Duration = Duration.TryParse(duration)!.Value }],
    };

    private static ReleaseWindowSpec Rule(string rule, string start, string duration) => new()
    {
        Schedules =
        [
            new WindowSchedule { Rule = rule, Start = start, Duration = Duration.TryParse(duration)!.Value },
        ],
    };

    private static void Check(ReleaseWindowSpec spec, string moment, bool within, string? until)
    {
        var span = WindowTimes.Parse(spec).At(Time(moment));

        Assert.Equal((within, until is null ? null : Time(until)), (span.IsWithin, span.Until));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
