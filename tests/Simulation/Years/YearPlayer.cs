using System.Diagnostics;
using System.Globalization;
using Fairway.Simulation.Crowds;
using Fairway.Simulation.Stories;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Years;

/// <summary>Plays long times outside the suite: <c>year DAYS [CLUSTERS [CHANGES [MOST [EVERY]]]]</c>, where a Release
/// names 1 to MOST clusters and a line is told each EVERY days, and <c>rush RELEASES [CLUSTERS [MOST]]</c>, where each
/// Release is for all clusters, or for 1 to MOST of them.</summary>
internal static class YearPlayer
{
    private const int Components = 20;
    private const int Month = 30;

    /// <summary>A line of each month: the store's bytes and objects, the records, the longest waits, and the processor
    /// time of the process. It fails where the store grows out of bounds or a Release waits too long.</summary>
    public static int Year(string[] arguments, TextWriter told)
    {
        var (days, clusters) = (Number(arguments, 0, 365), Number(arguments, 1, 300));
        var (changes, most) = (Number(arguments, 2, 300), Number(arguments, 3, 3));
        var every = Number(arguments, 4, days < Month ? 1 : Month);
        told.WriteLine("day\tReleases\tcluster-releases\tstore kB\tcontents kB\trows"
            + "\tlongest to begin\tto end\topen\tprocessor s\tobjects");
        CrowdRun.Play(Seeded.Seed, async crowd =>
        {
            var fleet = new BusyFleet(crowd, new SimulationSeed(Seeded.Seed).Chance("year"));
            await fleet.SetUpAsync(clusters, Components, 100);
            for (var day = 1; day <= days; day++)
            {
                await fleet.DayAsync(changes, most);
                if (day % every == 0 || day == days)
                {
                    told.WriteLine(Line(day, fleet));
                    told.Flush();
                    fleet.Times.Forget();
                }
            }
        });
        return 0;
    }

    /// <summary>So many Releases at once, each of a component of its own: how long the last one took. Two of one
    /// conflict domain never overlap in a cluster: the checkers see to it.</summary>
    public static int Rush(string[] arguments, TextWriter told)
    {
        var (releases, clusters) = (Number(arguments, 0, 200), Number(arguments, 1, 300));
        var most = Number(arguments, 2, clusters);
        var clock = Stopwatch.StartNew();
        CrowdRun.Play(Seeded.Seed, async crowd =>
        {
            var fleet = new BusyFleet(crowd, new SimulationSeed(Seeded.Seed).Chance("rush"));
            await fleet.SetUpAsync(clusters, releases, 1000);
            var began = crowd.Now;
            await fleet.RushAsync(most, arguments.Length < 3);
            var (items, times) = (crowd.Fleet.Checks.Limits.Items, fleet.Times);
            told.WriteLine($"{times.Ended} Releases over {clusters} clusters: {items} cluster-releases, "
                + $"all ended within {crowd.Now - began}, the longest to begin "
                + $"{times.Longest.Begin}, to end {times.Longest.End}; {crowd.Fleet.Checks.Gates.Looked} deeds, "
                + $"store {fleet.Bytes() / 1024} kB; {clock.Elapsed}, processor {Processor:F0} s, "
                + $"{1000 * Processor / items:F1} ms a cluster-release");
        });
        return 0;
    }

    /// <summary>Seconds of processor of the process so far.</summary>
    private static double Processor => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static string Line(int day, BusyFleet fleet) => string.Join(
        '\t',
        day,
        fleet.Times.Ended,
        fleet.Fleet.Checks.Limits.Items,
        fleet.Bytes() / 1024,
        fleet.Fleet.Contents.Bytes / 1024,
        fleet.Fleet.Contents.Rows,
        fleet.Times.Longest.Begin.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture),
        fleet.Times.Longest.End.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture),
        fleet.Times.Open,
        (int)Processor,
        fleet.Kinds());

    private static int Number(string[] arguments, int at, int otherwise) =>
        arguments.Length > at ? int.Parse(arguments[at], CultureInfo.InvariantCulture) : otherwise;
}
