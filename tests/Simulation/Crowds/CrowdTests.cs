using System.Diagnostics;
using Fairway.Simulation.Stories;

namespace Fairway.Simulation.Crowds;

/// <summary>Many fleets of 2 to 300 clusters, with several Releases each.</summary>
public sealed class CrowdTests(ITestOutputHelper output)
{
    /// <summary>Cluster-releases of a long run, which uses every core; it ends before where the time is over.</summary>
    private const int Enough = 200_000;

    /// <summary>A short run plays the same ones each time, of 3 to 167 clusters.</summary>
    private const int FirstOfShort = 4;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(40);
    private static readonly int Runs = Seeded.Count(6);

    private readonly Lock gate = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private Exception? failure;
    private int items;
    private int run;

    [Fact]
    public void In_fleets_of_any_size_nothing_begins_against_a_gate_and_every_release_ends()
    {
        var threads = Enumerable.Range(0, Seeded.IsLong ? Environment.ProcessorCount : 1)
            .Select(_ => new Thread(PlayMany)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.True(failure is null, failure?.Message);
        output.WriteLine($"{items} cluster-releases in {run} fleets, {clock.Elapsed}");
    }

    private void PlayMany()
    {
        while (Next() is { } seed)
        {
            try
            {
                var played = CrowdRun.Play(seed).Checks.Limits.Items;
                lock (gate)
                {
                    items += played;
                }
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
