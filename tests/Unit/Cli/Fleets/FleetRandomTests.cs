using Fairway.Cli.Fleets;
using Xunit;

namespace Fairway.Tests.Cli.Fleets;

public sealed class FleetRandomTests
{
    [Fact]
    public void A_seed_gives_each_cluster_its_own_chance_in_every_process()
    {
        Assert.Equal(229_715_798, new FleetRandom(7).SeedOf("cluster-001"));
        Assert.NotEqual(new FleetRandom(7).SeedOf("cluster-001"), new FleetRandom(7).SeedOf("cluster-002"));
        Assert.NotEqual(new FleetRandom(7).SeedOf("cluster-001"), new FleetRandom(8).SeedOf("cluster-001"));
    }
}
