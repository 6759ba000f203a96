using Xunit;

namespace Fairway.Tests.Rollouts.Histories;

public sealed class RolloutHistoryTests
{
    private static readonly int Runs = Environment.GetEnvironmentVariable("FAIRWAY_LONG") is null ? 6 : 300;

    /// <summary>A node returns in the very moment in which two pods are evicted.</summary>
    [Fact]
    public void A_node_that_returns_in_the_middle_of_an_act_is_no_offence() =>
        Assert.InRange(RolloutHistory.Play("DaemonSet", 122), 1, int.MaxValue);

    [Theory]
    [InlineData("DaemonSet")]
    [InlineData("Deployment")]
    public void Nothing_that_is_not_granted_is_replaced_and_every_history_ends(string kind)
    {
        var looks = 0;
        for (var seed = 1; seed <= Runs; seed++)
        {
            looks += RolloutHistory.Play(kind, seed);
        }

        Assert.InRange(looks, Runs * 5, int.MaxValue);
    }
}
