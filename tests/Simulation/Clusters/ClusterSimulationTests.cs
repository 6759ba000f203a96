using Fairway.Simulation.Stories;

namespace Fairway.Simulation.Clusters;

/// <summary>Random stories of one cluster and its own controllers.</summary>
public sealed class ClusterSimulationTests
{
    // A short run plays the same seeds for every commit: see Seeded.Seed.
    private static int Runs => Seeded.Count(Seeded.IsLong ? 150 : 20);

    [Fact]
    public void Whatever_happens_the_rules_hold_and_in_the_end_users_have_what_they_want()
    {
        for (var run = 0; run < Runs; run++)
        {
            Story.Tell(ClusterStory.Draw(unchecked(Seeded.Seed + run)));
        }
    }

    /// <summary>A kubelet whose clock was ahead made its node dark by a time that was yet to come, and did not take it
    /// back (653, 676). Two nodes came back at the moment at which the pods of the others were replaced (78): the
    /// checker thought that the controller must know.</summary>
    [Theory]
    [InlineData(78)]
    [InlineData(653)]
    [InlineData(676)]
    public void A_story_that_once_failed_is_played_again(int seed) => Story.Tell(ClusterStory.Draw(seed));

    /// <summary>The reference Deployment controller takes old pods away first that are not available, however few
    /// are available at that moment. A checker cried here that took what had been available a while ago for what the
    /// controller saw.</summary>
    [Fact]
    public void Old_pods_that_crash_again_and_again_are_lowered_first() => Story.Tell(new ClusterStory(
        339,
        [
            new(TimeSpan.FromSeconds(246), "dep-0 is created", run => run.PostAsync(
                Manifests.PathOf("deployments"), Manifests.Deployment("dep-0", 4, "slow:1", """
                    {"type":"RollingUpdate","rollingUpdate":{"maxSurge":"50%","maxUnavailable":1} }
                    """))),
            Rolls(332, "crash:1"),
            Rolls(458, "bad:1"),
        ],
        []));

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

    private static StoryItem Rolls(int at, string image) => new(
        TimeSpan.FromSeconds(at), $"dep-0 becomes {image}", run => run.PatchAsync(
            Manifests.PathOf("deployments", "dep-0"), $$"""
                {"spec":{"template":{"spec":{"containers":[{"name":"c","image":"{{image}}"}]} } } }
                """));

    // Kubelets never hear of anything after the second minute.
    private static void Forgetful(ClusterRun run) => run.World.Loop.Time.CreateTimer(
        _ => run.Board.Hold("kubelets", "*", "*"), null, TimeSpan.FromMinutes(2), Timeout.InfiniteTimeSpan);
}
