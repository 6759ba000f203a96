using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Issues;

/// <summary>Rancher Fleet 3829 and its default of 100 %: an inner batch went beyond the user's limit, and no limit
/// meant all at once.</summary>
public sealed class HiddenBatchTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData(", \"maxConcurrency\": 3", 3)]
    [InlineData(", \"maxConcurrency\": \"40%\"", 4)]
    public void Never_more_are_in_flight_than_was_said_and_unset_means_one(string limit, int most) => ReleaseWorld.Run(
        async world =>
        {
            world.Manager("m1");
            world.Manager("m22");
            var stage = $$"""{"name": "all", "selector": {}, "failureBudget": 0{{limit}}}""";
            await world.PipelineAsync($$"""{"stages": [{{stage}}], "steps": [{"partition": 0, "bake": "2s"}]}""");
            foreach (var number in Enumerable.Range(0, 10))
            {
                await world.ClusterAsync($"c{number}", "all");
            }

            await world.ReleaseAsync("r", "1.0.0");
            var seen = 0;
            while ((await world.FindAsync("r"))!.Status?.Phase != ReleasePhase.Succeeded)
            {
                seen = Math.Max(seen, await InFlightAsync(world));
                await world.PassAsync(TimeSpan.FromMilliseconds(200));
            }

            Assert.Equal(most, seen);
        });

    private static async Task<int> InFlightAsync(ReleaseWorld world)
    {
        var count = 0;
        foreach (var number in Enumerable.Range(0, 10))
        {
            var phase = (await world.FindAsync($"c{number}", "r"))?.Status?.Phase;
            count += phase is ClusterReleasePhase.Configure or ClusterReleasePhase.Step or ClusterReleasePhase.Bake
                or ClusterReleasePhase.PostCheck ? 1 : 0;
        }

        return count;
    }
}
