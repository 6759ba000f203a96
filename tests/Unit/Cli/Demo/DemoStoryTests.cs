using Fairway.Charts;
using Fairway.Cli.Demo;
using Fairway.Cli.Fleets;
using Xunit;

namespace Fairway.Tests.Cli.Demo;

public sealed class DemoStoryTests
{
    [Fact]
    public void The_program_carries_the_charts_of_its_components()
    {
        foreach (var component in DemoScene.Story.Components)
        {
            var chart = ChartArchive.Load(
                SampleCharts.Read(component.Name), TestContext.Current.CancellationToken);
            Assert.Equal(component.Name, chart.Name);
        }
    }

    [Fact]
    public void Every_version_that_is_released_is_pushed() => Assert.Equal(
        DemoScene.Story.Acts.SelectMany(act => act.Changes).Distinct().Order(ByText),
        DemoScene.Story.Versions.Order(ByText));

    [Fact]
    public void Canaries_have_no_node_that_the_bad_image_crashes_on()
    {
        Assert.False(FleetLabels.IsMixed(1, clusters: 6));
        Assert.True(FleetLabels.IsMixed(2, clusters: 6));
    }

    [Fact]
    public void Every_stage_of_a_fleet_is_one_of_the_pipeline() => Assert.Equal(
        Enumerable.Range(1, 6).Select(number => FleetLabels.StageOf(number, clusters: 6)).Distinct(),
        DemoObjects.Careful.Spec.Stages.Select(stage => stage.Name));

    private static Comparer<DemoVersion> ByText { get; } =
        Comparer<DemoVersion>.Create((one, other) => string.CompareOrdinal($"{one}", $"{other}"));
}
