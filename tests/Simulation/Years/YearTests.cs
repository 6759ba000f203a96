using Fairway.Simulation.Crowds;
using Fairway.Simulation.Stories;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Years;

/// <summary>What many Releases leave behind, and whether each gets its turn. <c>Fairway.Simulation year</c> and
/// <c>rush</c> play more of both.</summary>
public sealed class YearTests
{
    private const string Versions = "componentversions.fairway.dev";

    [Fact]
    public void After_the_horizon_of_its_retention_a_store_grows_by_the_versions_alone() => Play(async fleet =>
    {
        await fleet.SetUpAsync(clusters: 3, parts: 3, keep: 4);
        var days = new List<long>();
        for (var day = 0; day < 6; day++)
        {
            await fleet.DayAsync(10, 2);
            days.Add(fleet.Bytes(Versions));
        }

        Assert.Equal(60, fleet.Times.Made);
        Assert.InRange(fleet.Times.Oldest(fleet.Fleet.Now), TimeSpan.Zero, TimeSpan.FromHours(2));

        // What is kept: the last four, what is under way or just over, and what one of 9 pairs has.
        Assert.InRange(fleet.Count("releases.fairway.dev"), 4, 4 + 9 + 4);
        Assert.InRange(fleet.Count("clusterreleases.fairway.dev"), 4, 2 * (4 + 9 + 4));
        Assert.InRange(fleet.Count("configmaps"), 0, fleet.Count("releases.fairway.dev") + 4);
        Assert.True(days[3..].Max() <= 1.5 * days[..3].Max(), string.Join(", ", days));
    });

    [Fact]
    public void Releases_at_once_over_conflict_domains_all_come_to_their_end() => Play(async fleet =>
    {
        var (clusters, releases) = Seeded.IsLong ? (30, 60) : (4, 12);
        await fleet.SetUpAsync(clusters, releases, 1000);
        await fleet.RushAsync(clusters, isForAll: true);
        fleet.Check();
        Assert.Equal(releases, fleet.Times.Ended);
        Assert.All(
            fleet.Fleet.Meta.All("releases.fairway.dev"),
            release => Assert.Equal("Succeeded", (string?)release["status"]!["phase"]));
    });

    private static void Play(Func<BusyFleet, Task> story) => CrowdRun.Play(
        Seeded.Known, crowd => story(new BusyFleet(crowd, new SimulationSeed(Seeded.Known).Chance("year"))));
}
