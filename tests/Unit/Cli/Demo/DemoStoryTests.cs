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
                DemoSamples.Chart(component.Name), TestContext.Current.CancellationToken);
            Assert.Equal(component.Name, chart.Name);
        }
    }

    [Fact]
    public void Every_version_that_is_released_is_pushed() => Assert.Equal(
        DemoScene.Story.Acts.SelectMany(act => act.Changes).Distinct().Order(ByText),
        DemoScene.Story.Versions.Order(ByText));

    [Fact]
    public void The_fleet_has_twelve_clusters_in_four_stages_on_three_infrastructures_and_a_canary_on_each()
    {
        var story = new DemoStory();
        var ids = story.Members.Select(member => member.Id).ToList();
        Assert.Equal(12, ids.Count);
        Assert.Equal(
            DemoObjects.Careful.Spec.Stages.Select(stage => stage.Name).Order(StringComparer.Ordinal),
            ids.Select(story.StageOf).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            ["bare-metal", "cloud", "multi-tenant"],
            ids.Where(id => story.StageOf(id) == DemoStory.FoundIn).Select(story.InfrastructureOf)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Before_the_canaries_nobody_has_nodes_on_which_the_bad_image_crashes()
    {
        var story = new DemoStory();
        var testing = story.Members.Where(member => story.StageOf(member.Id) == FleetLabels.Testing);
        Assert.DoesNotContain(
            testing.SelectMany(member => member.Pools).SelectMany(pool => pool.Profile.Variants),
            variant => variant.KernelVersion == DemoStory.BadKernel);
    }

    private static Comparer<DemoVersion> ByText { get; } =
        Comparer<DemoVersion>.Create((one, other) => string.CompareOrdinal($"{one}", $"{other}"));
}
