using Fairway.Twin.Behaviour.CronJobs;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.CronJobs;

public sealed class CronScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("*/5 * * * *", "2026-03-04 12:05")]
    [InlineData("30 6 * * ?", "2026-03-05 06:30")]
    [InlineData("@daily", "2026-03-05 00:00")]
    [InlineData("@every 1h30m", "2026-03-04 13:30")]
    [InlineData("0 0 13 * 5", "2026-03-06 00:00")]
    [InlineData("0 0 */2 * FRI", "2026-03-05 00:00")]
    public void The_next_time_is_as_cron_says(string schedule, string next) =>
        Assert.Equal(next, $"{CronSchedule.Parse(schedule, TimeZoneInfo.Utc).Next(Noon):yyyy-MM-dd HH:mm}");

    [Fact]
    public void A_time_zone_moves_it()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
        var next = CronSchedule.Parse("0 9 * * *", zone).Next(Noon)!.Value;
        Assert.Equal("2026-03-05 00:00", $"{next.UtcDateTime:yyyy-MM-dd HH:mm}");
    }

    [Fact]
    public void The_last_time_is_found_however_long_ago()
    {
        var minutes = CronSchedule.Parse("* * * * *", TimeZoneInfo.Utc);
        Assert.Equal(Noon, minutes.Last(Noon.AddYears(-3), Noon));
        Assert.Null(minutes.Last(Noon, Noon));
        Assert.Equal(101, minutes.Count(Noon.AddYears(-3), Noon, 101));
        var yearly = CronSchedule.Parse("0 0 1 1 *", TimeZoneInfo.Utc);
        Assert.Equal("2026-01-01", $"{yearly.Last(Noon.AddYears(-3), Noon):yyyy-MM-dd}");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("* * *")]
    [InlineData("@every soon")]
    [InlineData("61 * * * *")]
    public void What_is_no_schedule_is_refused(string schedule) =>
        Assert.ThrowsAny<FormatException>(() => CronSchedule.Parse(schedule, TimeZoneInfo.Utc));
}
