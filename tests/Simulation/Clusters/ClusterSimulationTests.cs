using Fairway.Simulation.Stories;

namespace Fairway.Simulation.Clusters;

/// <summary>Random stories of one cluster and its own controllers.</summary>
public sealed class ClusterSimulationTests
{
    private static int Runs => Seeded.Count(Seeded.IsLong ? 300 : 25);

    [Fact]
    public void Whatever_happens_the_rules_hold_and_in_the_end_users_have_what_they_want()
    {
        for (var run = 0; run < Runs; run++)
        {
            Story.Tell(ClusterStory.Draw(unchecked(Seeded.Seed + run)));
        }
    }

    [Fact]
    public void What_is_broken_on_purpose_is_found_and_told_in_its_shortest_story()
    {
        var story = ClusterStory.Draw(7);
        var failure = Assert.Throws<Twin.Timing.SimulationException>(() => Story.Tell(story, Forgetful));

        Assert.Contains("still missing", failure.Message, StringComparison.Ordinal);
        Assert.Contains("FAIRWAY_SEED=7 FAIRWAY_RUNS=1 ./test", failure.Message, StringComparison.Ordinal);
        Assert.Contains("What is left of its", failure.Message, StringComparison.Ordinal);
        var left = failure.Message.Split('\n').Count(line => line.StartsWith("  0", StringComparison.Ordinal));
        Assert.InRange(left, 1, 3);
    }

    // Kubelets never hear of anything after the second minute.
    private static void Forgetful(ClusterRun run) => run.World.Loop.Time.CreateTimer(
        _ => run.Board.Hold("kubelets", "*", "*"), null, TimeSpan.FromMinutes(2), Timeout.InfiniteTimeSpan);
}
