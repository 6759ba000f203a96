namespace Fairway.Simulation.Clusters;

/// <summary>One thing that happens in a story; leaving it out leaves all others as they are.</summary>
/// <param name="At">When, since the story began.</param>
/// <param name="What">In words.</param>
/// <param name="Do">Does it; what takes time goes on by itself.</param>
internal sealed record StoryItem(TimeSpan At, string What, Func<ClusterRun, Task> Do)
{
    public override string ToString() => $"{At:mm\\:ss} {What}";
}
