using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases;

/// <summary>The order of clusters in a stage.</summary>
public sealed class CoverTests
{
    [Fact]
    public void Where_a_stage_wants_it_the_first_clusters_show_every_change() => ReleaseWorld.Run(async world =>
    {
        world.Manager();
        await Fleets.WithFirstAsync(world, Fleets.Pipeline.Replace(
            "\"silentPeriod\": \"10s\"", "\"order\": \"Cover\"", StringComparison.Ordinal));
        var odd = await world.ClusterAsync("p3", "production", importance: 9);
        odd.Drift = "replicas";
        await world.ReleaseAsync("second", "2.0.0");
        await world.UntilAsync("second", ReleasePhase.Succeeded);

        var order = world.Deeds.Where(deed => deed.Cluster.StartsWith('p')).Select(deed => deed.Cluster).Distinct();
        Assert.Equal(["p1", "p3", "p2"], order);
    });
}
