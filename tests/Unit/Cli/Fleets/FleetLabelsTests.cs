using Fairway.Cli.Fleets;
using Xunit;

namespace Fairway.Tests.Cli.Fleets;

public sealed class FleetLabelsTests
{
    [Theory]
    [InlineData(1, "canary")]
    [InlineData(2, "canary smallflow")]
    [InlineData(3, "canary smallflow production")]
    [InlineData(6, "canary smallflow smallflow production production production")]
    public void Stages_are_dealt_out_by_number(int clusters, string stages) => Assert.Equal(
        stages, string.Join(' ', Enumerable.Range(1, clusters).Select(n => FleetLabels.StageOf(n, clusters))));

    [Fact]
    public void Canaries_have_nodes_of_one_kind_and_the_others_do_not()
    {
        Assert.False(FleetLabels.IsMixed(1, 6));
        Assert.All(Enumerable.Range(2, 5), number => Assert.True(FleetLabels.IsMixed(number, 6)));
    }

    [Fact]
    public void Importance_grows_with_the_stages() => Assert.Equal(
        ["0", "3", "3", "7", "8", "6"],
        Enumerable.Range(1, 6).Select(n => FleetLabels.Of(n, 6).First(l => l.Key == "fairway.dev/importance").Value));
}
