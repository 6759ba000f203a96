using Fairway.Simulation.Fleets;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Crowds;

/// <summary>One crowd from one seed; where it fails, the seed and what happened are said.</summary>
internal static class CrowdRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    public static Fleet Play(int seed)
    {
        var chance = new SimulationSeed(seed).Chance("crowd");
        var draw = new CrowdDraw(chance);
        return Play(seed, crowd => new CrowdStory(crowd, draw, chance).RunAsync());
    }

    public static Fleet Play(int seed, Func<Crowd, Task> story)
    {
        var loop = new SimulationLoop(new SimulationSeed(seed));
        var fleet = new Fleet(loop, isLight: true);
        try
        {
            loop.Run(() => story(new Crowd(fleet)), Longest);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new SimulationException($"""
                {e.Message}
                crowd {seed}, after {loop.Time.Elapsed} and {loop.Steps} steps. What happened:
                {fleet.Story}
                What was logged:
                {fleet.Logs}
                To run it again: artifacts/bin/Fairway.Simulation/debug/Fairway.Simulation crowds {seed}..{seed}
                {e}
                """);
        }

        return fleet;
    }
}
