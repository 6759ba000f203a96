using Fairway.Api.Clusters;
using Fairway.Api.Meta;
using Fairway.Releases.Planning;
using Xunit;

namespace Fairway.Tests.Releases.Planning;

public sealed class PlanOrderTests
{
    [Fact]
    public void Those_under_way_at_once_are_unlike_and_those_that_follow_are_alike()
    {
        var clusters = Enumerable.Range(0, 9).Select(number => (Cluster($"c{number}", $"r{number % 3}"), "all"));

        var order = PlanOrder.Of([.. clusters], atOnce: 3);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], order.Select(one => one.Place));
        Assert.All(order.Chunk(3), some => Assert.Equal(["r0", "r1", "r2"], some.Select(Region)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(23)]
    public void Every_cluster_comes_once_with_its_place(int count)
    {
        var clusters = Enumerable.Range(0, count).Select(n => (Cluster($"c{n}", $"r{n * 7 % 4}"), $"s{n}")).ToList();

        var order = PlanOrder.Of(clusters, atOnce: 8);

        Assert.Equal(Enumerable.Range(0, count), order.Select(one => one.Place).Order());
        Assert.All(order, one => Assert.Equal(clusters[one.Place], (one.Cluster, one.Stage)));
    }

    private static string Region((Cluster Cluster, string Stage, int Place) one) =>
        one.Cluster.Metadata.Label(Labels.Region)!;

    private static Cluster Cluster(string id, string region) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = Fairway.Api.Clusters.Cluster.FixedName,
            Namespace = id,
            Labels = new Dictionary<string, string> { [Labels.Region] = region },
        },
    };
}
