using System.Diagnostics;
using Fairway.Simulation.Fleets;
using Fairway.Simulation.Stories;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Crowds;

/// <summary>Many fleets of 2 to 300 clusters, with several Releases each.</summary>
public sealed class CrowdTests
{
    /// <summary>Cluster-releases that a long run plays, on every core; one that plays fewer fails.</summary>
    private const int Enough = 200_000;

    /// <summary>A short run plays the same ones each time, of 3 to 167 clusters.</summary>
    private const int FirstOfShort = 4;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(35);
    private static readonly int Runs = Seeded.Count(6);

    private readonly Lock gate = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<int> sizes = [];
    private Exception? failure;
    private long items;
    private long deeds;
    private int troubled;
    private int run;

    [Fact]
    public void In_fleets_of_any_size_nothing_begins_against_a_gate_and_every_release_ends()
    {
        var threads = Enumerable.Range(0, Seeded.IsLong ? Environment.ProcessorCount : 1)
            .Select(_ => new Thread(PlayMany)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.True(failure is null, failure?.Message);
        var said = FormattableString.Invariant($"{items} cluster-releases of {sizes.Count} fleets of {sizes.Min()} to ")
            + FormattableString.Invariant($"{sizes.Max()} clusters, {troubled} with faults, {deeds} deeds, ")
            + $"within {clock.Elapsed:hh\\:mm\\:ss}";
        if (Seeded.IsLong)
        {
            Assert.True(items >= Enough, $"{said}: fewer than {Enough}");
            Console.WriteLine($"count: {said}");
        }
    }

    private void PlayMany()
    {
        while (Next() is { } seed)
        {
            try
            {
                var draw = new CrowdDraw(new SimulationSeed(seed).Chance("crowd"));
                Count(draw, CrowdRun.Play(seed));
            }
            catch (Exception e)
            {
                lock (gate)
                {
                    failure ??= e;
                }
            }
        }
    }

    private void Count(CrowdDraw draw, Fleet played)
    {
        lock (gate)
        {
            items += played.Checks.Limits.Items;
            deeds += played.Checks.Gates.Looked;
            troubled += draw.HasFaults ? 1 : 0;
            sizes.Add(draw.Clusters);
        }
    }

    /// <summary>The seed of the next fleet; null where there were enough, or one has failed.</summary>
    private int? Next()
    {
        lock (gate)
        {
            var isOver = Seeded.IsLong ? items >= Enough || clock.Elapsed > Longest : run >= Runs;
            return failure is not null || isOver ? null : unchecked(FirstSeed + run++);
        }
    }

    private static int FirstSeed => Seeded.Seed == Seeded.Known && !Seeded.IsLong ? FirstOfShort : Seeded.Seed;
}
