using Fairway.Simulation.Fleets;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Stories;

/// <summary>Runs a story from a seed; where it fails, says the seed, what happened so far, and how to run it
/// again.</summary>
internal static class Seeded
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>A seed that is known to be good: for tests that are not to find anything new by chance.</summary>
    public const int Known = 1;

    /// <summary>Whether there is time for everything.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("FAIRWAY_LONG") == "1";

    /// <summary>
    /// The seed of this run of the suite, and the first of several in a row. A short run plays the same ones for every
    /// commit, so that none fails by chance; a long one, or one that FAIRWAY_RUNS asks for, begins at FAIRWAY_SEED.
    /// </summary>
    public static int Seed { get; } = IsLong || Environment.GetEnvironmentVariable("FAIRWAY_RUNS") is not null
        ? SimulationSeed.Of(Environment.GetEnvironmentVariable("FAIRWAY_SEED") ?? "1").Value
        : Known;

    /// <summary>How many of the last things that happened a failure tells: FAIRWAY_TOLD, or else 60.</summary>
    public static int Told { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("FAIRWAY_TOLD"), out var told) ? told : 60;

    /// <summary>How many runs there are to be: FAIRWAY_RUNS, or else as many as there is time for.</summary>
    public static int Count(int otherwise) => Environment.GetEnvironmentVariable("FAIRWAY_RUNS") is { } runs
        ? int.Parse(runs, System.Globalization.CultureInfo.InvariantCulture)
        : otherwise;

    /// <summary>Runs it; of the reference fleet's clusters, the first so many.</summary>
    public static Fleet Run(
        Func<ReferenceFleet, Task> story, int? seed = null, Action<Fleet>? prepare = null, int clusters = 4)
    {
        var test = TestContext.Current.TestMethod?.MethodName;
        var loop = new SimulationLoop(new SimulationSeed(seed ?? Seed));
        var fleet = new Fleet(loop);
        prepare?.Invoke(fleet);
        try
        {
            loop.Run(async () => await story(await ReferenceFleet.SetUpAsync(fleet, clusters)), Longest);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new SimulationException($"""
                {e.Message}
                seed {loop.Seed}, after {loop.Time.Elapsed} and {loop.Steps} steps. What happened:
                {fleet.Story}
                What was logged:
                {fleet.Logs}
                To run it again: FAIRWAY_SEED={loop.Seed} FAIRWAY_RUNS=1 ./test --only Simulation -- -method '*.{test}'
                {e}
                """);
        }

        return fleet;
    }
}
