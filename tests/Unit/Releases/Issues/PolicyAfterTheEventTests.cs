using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Issues;

/// <summary>AKS 5741: what was configured after the event never took part.</summary>
public sealed class PolicyAfterTheEventTests
{
    [Fact]
    public void A_release_made_before_its_pipeline_and_its_clusters_begins_once_they_are_there() => ReleaseWorld.Run(
        async world =>
        {
            world.Manager();
            await world.ReleaseAsync("early", "1.0.0");
            await world.PassAsync(30);

            await Fleets.ThreeStagesAsync(world);

            await world.UntilAsync("early", ReleasePhase.Succeeded);
            Assert.All(Fleets.Ids, id => Assert.Equal("1.0.0", world.Tenant(id).Running));
        });
}
