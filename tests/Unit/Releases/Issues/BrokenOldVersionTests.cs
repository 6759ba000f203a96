using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Issues;

/// <summary>Argo Rollouts 1774 and 995, Flagger 379: a broken old version blocked the version that mended it.</summary>
public sealed class BrokenOldVersionTests
{
    [Fact]
    public void A_broken_old_version_does_not_block_the_one_that_mends_it() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world);
        foreach (var id in Fleets.Ids)
        {
            world.Tenant(id).Crashes.Add("1.0.0");
            world.Tenant(id).HasStopped = true;
        }

        await world.ReleaseAsync("mend", "1.0.1");
        await world.UntilAsync("mend", ReleasePhase.Succeeded);

        Assert.All(Fleets.Ids, id => Assert.Equal("1.0.1", world.Tenant(id).Running));
    });
}
