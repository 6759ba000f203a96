using System.Security.Cryptography;
using System.Text;
using Fairway.Simulation.Plans;
using Fairway.Twin.Faults;
using Fairway.Twin.Timing;

namespace Fairway.Simulation.Clusters;

/// <summary>What came of a story.</summary>
/// <param name="Failure">What must not be; null where all went well.</param>
/// <param name="Tail">The last of what happened.</param>
/// <param name="Digest">Of the whole history.</param>
/// <param name="Changes">How many objects were written.</param>
/// <param name="Passed">How much virtual time.</param>
/// <param name="Situations">How often the checkers' rules were put to the test.</param>
internal sealed record PlayResult(
    string? Failure,
    string Tail,
    string Digest,
    int Changes,
    TimeSpan Passed,
    IReadOnlyDictionary<string, int> Situations);

/// <summary>
/// Plays a story: what happens, happens, and every write is checked; then all is healed, and the cluster must come to
/// what its users want; then nothing may be written any more, even when all processes begin anew.
/// </summary>
internal static class ClusterPlay
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    private static readonly TimeSpan Convergence = TimeSpan.FromMinutes(25);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    /// <param name="story">What happens.</param>
    /// <param name="broken">Breaks something on purpose, so that the harness is seen to find it.</param>
    public static PlayResult Run(ClusterStory story, Action<ClusterRun>? broken = null)
    {
        var loop = new SimulationLoop(new SimulationSeed(story.Seed));
        var run = new ClusterRun(loop, new FaultPlan(story.Rules));
        broken?.Invoke(run);
        string? failure = null;
        try
        {
            loop.Run(() => PlayAsync(run, story), Longest);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = e is SimulationException ? e.Message : $"{e}";
        }

        var world = run.World;
        return new PlayResult(
            world.Cry ?? failure, world.Tail, Digest(world), world.History.Count, loop.Time.Elapsed,
            world.Checks.Situations);
    }

    private static async Task PlayAsync(ClusterRun run, ClusterStory story)
    {
        await run.StartAsync();
        var began = run.World.Loop.Time.Elapsed;
        foreach (var item in story.Items)
        {
            await UntilAsync(run, began + item.At);
            run.World.Say(item.What);
            await item.Do(run);
        }

        await UntilAsync(run, began + ClusterStory.Length);
        await run.HealAsync();
        await Repair.DoAsync(run);
        await ConvergeAsync(run);
        await run.World.RestAsync();
        run.World.Checks.SeeRest(World.Name);
        await QuietAsync(run.World, TimeSpan.FromHours(1), "at rest");
        foreach (var process in ClusterRun.Processes)
        {
            await run.Kill(process);
        }

        await QuietAsync(run.World, TimeSpan.FromMinutes(10), "when every key is reconciled again");
    }

    private static async Task ConvergeAsync(ClusterRun run)
    {
        var world = run.World;
        var limit = world.Loop.Time.Elapsed + Convergence;
        while (Missing.In(world).ToArray() is { Length: > 0 } missing)
        {
            world.ThrowIfBroken();
            if (world.Loop.Time.Elapsed > limit)
            {
                throw new SimulationException(
                    $"still missing {Convergence} after all was healed: {string.Join("; ", missing)}");
            }

            // A pod of a broken revision may be made yet, by a controller that has not seen the new one.
            await Repair.StuckAsync(run);
            await Task.Delay(Look, world.Loop.Time);
        }
    }

    private static async Task QuietAsync(World world, TimeSpan span, string when)
    {
        var before = world.History.Count;
        await Task.Delay(span, world.Loop.Time);
        world.ThrowIfBroken();
        if (world.History.Count != before)
        {
            throw new SimulationException(
                $"{world.History.Count - before} writes {when}, the first: {world.History[before]} "
                + world.History[before].Object.ToJsonString());
        }
    }

    private static async Task UntilAsync(ClusterRun run, TimeSpan at)
    {
        run.World.ThrowIfBroken();
        var time = run.World.Loop.Time;
        if (at > time.Elapsed)
        {
            await Task.Delay(at - time.Elapsed, time);
        }
    }

    private static string Digest(World world)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var change in world.History)
        {
            digest.AppendData(Encoding.UTF8.GetBytes($"{change} {change.Object.ToJsonString()}\n"));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
