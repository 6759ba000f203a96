using Fairway.Simulation.Stories;

namespace Fairway.Simulation.Clusters;

/// <summary>Random stories of one cluster and its own controllers.</summary>
public sealed class ClusterSimulationTests
{
    // A short run plays the same seeds for every commit: see Seeded.First.
    private static int Runs => Seeded.Count(Seeded.IsLong ? 150 : 20);

    [Fact]
    public void Whatever_happens_the_rules_hold_and_in_the_end_users_have_what_they_want()
    {
        for (var run = 0; run < Runs; run++)
        {
            Story.Tell(ClusterStory.Draw(unchecked(Seeded.First + run)));
        }
    }

    /// <summary>A Job counted a pod as failed whose deletion was refused (199); clocks were set ahead several times in
    /// a row (180, 418).</summary>
    [Theory]
    [InlineData(180)]
    [InlineData(199)]
    [InlineData(418)]
    public void A_story_that_once_failed_is_played_again(int seed) => Story.Tell(ClusterStory.Draw(seed));

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
