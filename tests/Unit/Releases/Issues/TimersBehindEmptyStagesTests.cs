using Fairway.Api.Releases;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Releases.Issues;

/// <summary>Kargo 4586 and 6360: a timer behind a stage that passes things through fired only when something else
/// happened.</summary>
public sealed class TimersBehindEmptyStagesTests
{
    [Fact]
    public void Silent_periods_end_by_themselves_also_behind_a_stage_without_clusters() => ReleaseWorld.Run(
        async world =>
        {
            world.Manager();
            await world.PipelineAsync("""
                {"stages": [
                  {"name": "a", "selector": {"matchLabels": {"fairway.dev/stage": "a"}},
                   "silentPeriodAfterStage": "20m"},
                  {"name": "none", "selector": {"matchLabels": {"no": "one"}}, "silentPeriodAfterStage": "20m"},
                  {"name": "b", "selector": {}, "silentPeriod": "15m"}
                ]}
                """);
            await world.ClusterAsync("a1", "a");
            await world.ClusterAsync("b1", "b");
            await world.ClusterAsync("b2", "b");
            var began = world.Now;

            await world.ReleaseAsync("r", "1.0.0");
            await world.UntilAsync("r", one => one.Status?.Phase == ReleasePhase.Succeeded, TimeSpan.FromHours(1));

            Assert.InRange(world.Now - began, TimeSpan.FromMinutes(35), TimeSpan.FromMinutes(38));
        });
}
