using Fairway.Twin.Timing;

namespace Fairway.Simulation.Clusters;

/// <summary>Plays a story, and where it fails tells the shortest that does.</summary>
internal static class Story
{
    private const int Tries = 150;

    /// <exception cref="SimulationException">It fails: with its seed, how to play it again, what is left of it, and the
    /// last of what happened.</exception>
    public static PlayResult Tell(ClusterStory story, Action<ClusterRun>? broken = null)
    {
        var result = ClusterPlay.Run(story, broken);
        if (result.Failure is null)
        {
            return result;
        }

        var least = Shrink(story, result.Failure, broken);
        var told = ClusterPlay.Run(least, broken);
        var test = TestContext.Current.TestMethod?.MethodName;
        throw new SimulationException($"""
            {told.Failure?.Split('\n')[0]}
            seed {story.Seed}. To play it again:
            FAIRWAY_SEED={story.Seed} FAIRWAY_RUNS=1 ./test --only Simulation -- -method '*.{test}'
            What is left of its {story.Items.Count + story.Rules.Count} items when what it fails without is left out:
            {least}
            The last of what happened in that:
            {told.Tail}
            """);
    }

    private static ClusterStory Shrink(ClusterStory story, string failure, Action<ClusterRun>? broken)
    {
        var items = story.Items.Select(item => (object)item).Concat(story.Rules).ToArray();
        var least = Shrinker.Shrink(
            items,
            left => Rule(ClusterPlay.Run(Of(story.Seed, left), broken).Failure) == Rule(failure),
            Tries);
        return Of(story.Seed, least);
    }

    private static ClusterStory Of(int seed, IReadOnlyList<object> items) => new(
        seed, [.. items.OfType<StoryItem>()], [.. items.OfType<Fairway.Twin.Faults.FaultRule>()]);

    // The same rule is broken, whatever the names in it.
    private static string? Rule(string? failure) => failure?.Split([':', '\n'])[0];
}
