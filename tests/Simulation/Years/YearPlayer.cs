using System.Diagnostics;
using System.Globalization;
using Fairway.Simulation.Crowds;
using Fairway.Simulation.Stories;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Years;

/// <summary>Plays long times outside the suite: <c>year DAYS [CLUSTERS [CHANGES [MOST]]]</c> and
/// <c>rush RELEASES [CLUSTERS [MOST]]</c>, where a Release is for 1 to MOST clusters.</summary>
internal static class YearPlayer
{
    private static readonly Stopwatch Clock = Stopwatch.StartNew();

    /// <summary>A line of each day: the store's bytes and objects, the records, and the longest waits.</summary>
    public static int Year(string[] arguments, TextWriter told)
    {
        var (days, clusters) = (Number(arguments, 0, 7), Number(arguments, 1, 60));
        var (changes, most) = (Number(arguments, 2, 300), Number(arguments, 3, 10));
        told.WriteLine("day\tstore kB\treleases\tclusterreleases\tversions\tconfigmaps\tcomponents kB\tcontents kB"
            + "\trows\tlongest to begin\tto end\topen\tseconds");
        CrowdRun.Play(Seeded.Seed, async crowd =>
        {
            var fleet = new BusyFleet(crowd, new SimulationSeed(Seeded.Seed).Chance("year"));
            await fleet.SetUpAsync(clusters, 20, 100);
            for (var day = 1; day <= days; day++)
            {
                await fleet.DayAsync(changes, most);
                told.WriteLine(Line(day, fleet));
                told.Flush();
                fleet.Times.Forget();
            }
        });
        return 0;
    }

    /// <summary>So many Releases at once, each of a component of its own: how long the last one took.</summary>
    public static int Rush(string[] arguments, TextWriter told)
    {
        var (releases, clusters) = (Number(arguments, 0, 200), Number(arguments, 1, 300));
        var most = Number(arguments, 2, clusters);
        CrowdRun.Play(Seeded.Seed, async crowd =>
        {
            var fleet = new BusyFleet(crowd, new SimulationSeed(Seeded.Seed).Chance("rush"));
            await fleet.SetUpAsync(clusters, releases, 1000);
            var began = crowd.Now;
            await fleet.RushAsync(most);
            told.WriteLine($"{fleet.Times.Ended} Releases over {clusters} clusters: "
                + $"{crowd.Fleet.Checks.Limits.Items} cluster-releases, all ended within {crowd.Now - began}, "
                + $"the longest to begin {fleet.Times.Longest.Begin}, to end {fleet.Times.Longest.End}; "
                + $"{crowd.Fleet.Checks.Gates.Looked} deeds, {fleet.Bytes() / 1024} kB, {Clock.Elapsed}");
        });
        return 0;
    }

    private static string Line(int day, BusyFleet fleet) => string.Join(
        '\t',
        day,
        fleet.Bytes() / 1024,
        fleet.Count("releases.fairway.dev"),
        fleet.Count("clusterreleases.fairway.dev"),
        fleet.Count("componentversions.fairway.dev"),
        fleet.Count("configmaps"),
        (fleet.Bytes() - fleet.Bytes("clustercomponents.fairway.dev")) / 1024,
        fleet.Fleet.Contents.Bytes / 1024,
        fleet.Fleet.Contents.Rows,
        fleet.Times.Longest.Begin.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture),
        fleet.Times.Longest.End.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture),
        fleet.Times.Open,
        (int)Clock.Elapsed.TotalSeconds);

    private static int Number(string[] arguments, int at, int otherwise) =>
        arguments.Length > at ? int.Parse(arguments[at], CultureInfo.InvariantCulture) : otherwise;
}
