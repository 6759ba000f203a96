using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Issues;

/// <summary>Argo CD 6125: one huge cluster took all the time of the shard that it was in.</summary>
public sealed class GiantClusterTests
{
    private const string Pipeline = """
        {"stages": [{"name": "all", "selector": {}, "maxConcurrency": 6}], "steps": [{"partition": 0, "bake": "2s"}]}
        """;

    [Fact]
    public void A_cluster_at_which_it_takes_minutes_to_look_does_not_delay_the_others() => ReleaseWorld.Run(
        async world =>
        {
            world.Manager();
            await world.PipelineAsync(Pipeline);
            foreach (var number in Enumerable.Range(0, 5))
            {
                await world.ClusterAsync($"c{number}", "all");
            }

            (await world.ClusterAsync("giant", "all", importance: 0)).LookTime = TimeSpan.FromMinutes(3);
            await world.ReleaseAsync("r", "1.0.0");
            foreach (var number in Enumerable.Range(0, 12))
            {
                await world.ComponentAsync($"more{number}");
                await world.ReleaseAsync($"more{number}", "4.0.0", component: $"more{number}");
            }

            await world.PassAsync(5);

            // While the giant is planned for many Releases, another one that leaves it out begins and ends.
            await world.ComponentAsync("other");
            await world.ReleaseAsync("aside", "3.0.0", """{"clusterIds":["c0","c1"]}""", "other");
            var began = world.Now;
            await world.UntilAsync("aside", ReleasePhase.Succeeded);
            Assert.InRange(world.Now - began, TimeSpan.Zero, TimeSpan.FromSeconds(60));

            await world.UntilAsync("r", ReleasePhase.Running);
            began = world.Now;
            foreach (var number in Enumerable.Range(0, 5))
            {
                await world.UntilAsync(
                    $"c{number}", "r", item => item.Status?.Phase == ClusterReleasePhase.Succeeded);
            }

            Assert.InRange(world.Now - began, TimeSpan.Zero, TimeSpan.FromSeconds(60));
            Assert.Equal(ClusterReleasePhase.PreCheck, (await world.FindAsync("giant", "r"))!.Status!.Phase);
            await world.UntilAsync("r", ReleasePhase.Succeeded);
            Assert.Equal("1.0.0", world.Tenant("giant").Running);
        });
}
