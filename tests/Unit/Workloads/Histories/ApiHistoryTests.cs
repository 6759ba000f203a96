using Xunit;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>OpenKruise's kinds in a cluster with controllers that die, see late, and lose events.</summary>
public sealed class ApiHistoryTests
{
    private static readonly int Runs = Environment.GetEnvironmentVariable("FAIRWAY_LONG") == "1" ? 80 : 3;

    [Theory]
    [InlineData("CloneSet")]
    [InlineData("DaemonSet")]
    [InlineData("StatefulSet")]
    public void A_controller_that_dies_and_sees_late_keeps_to_the_limits_and_comes_to_rest(string kind)
    {
        for (var seed = 1; seed <= Runs; seed++)
        {
            Assert.Equal([], ApiHistory.Play(kind, seed).Take(1));
        }
    }

    [Fact]
    public void One_that_takes_more_than_it_may_is_cried() => Assert.NotEmpty(ApiHistory.Play("StatefulSet", 1, 5));
}
