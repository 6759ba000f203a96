using Fairway.Kube;
using Fairway.Releases.Retention;
using Xunit;

namespace Fairway.Tests.Releases.Retention;

public sealed class RetentionPaceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);
    private static readonly ObjectKey Pipeline = new(null, "fleet");

    private readonly RetentionPace pace = new();

    [Fact]
    public void The_first_look_is_at_once()
    {
        pace.Looked(new ObjectKey(null, "other"), Now, null);
        Assert.Null(pace.Next(Pipeline));
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(45, 10)]
    public void The_next_is_ten_minutes_later_or_when_a_plan_says_so(int? again, int next)
    {
        pace.Looked(Pipeline, Now, again is { } minutes ? Now.AddMinutes(minutes) : null);
        Assert.Equal(Now.AddMinutes(next), pace.Next(Pipeline));
    }
}
