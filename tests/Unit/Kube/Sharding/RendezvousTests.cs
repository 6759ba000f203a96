using System.Globalization;
using Fairway.Kube.Sharding;
using Xunit;

namespace Fairway.Tests.Kube.Sharding;

public sealed class RendezvousTests
{
    private static readonly string[] Shards =
        [.. Enumerable.Range(0, 300).Select(i => i.ToString("D3", CultureInfo.InvariantCulture))];

    [Fact]
    public void Shards_spread_evenly()
    {
        var counts = Shards.CountBy(shard => Rendezvous.Owner(["fairway-0", "fairway-1", "fairway-2"], shard)!);
        Assert.All(counts, count => Assert.InRange(count.Value, 75, 125));
    }

    [Fact]
    public void A_member_that_comes_moves_only_what_it_takes()
    {
        foreach (var shard in Shards)
        {
            var before = Rendezvous.Owner(["a", "b"], shard);
            var after = Rendezvous.Owner(["a", "b", "c"], shard);
            Assert.True(after == before || after == "c");
        }
    }

    [Fact]
    public void The_order_of_members_does_not_matter() =>
        Assert.All(Shards, shard => Assert.Equal(
            Rendezvous.Owner(["a", "b", "c"], shard), Rendezvous.Owner(["c", "a", "b"], shard)));

    [Fact]
    public void The_choice_is_the_same_in_every_version() =>
        Assert.Equal("acccaabc", string.Concat(Shards[..8].Select(shard => Rendezvous.Owner(["a", "b", "c"], shard))));

    [Fact]
    public void Without_members_there_is_no_owner() => Assert.Null(Rendezvous.Owner([], "c01"));
}
