namespace Fairway.Simulation.Clusters;

/// <summary>Draws what happens to the processes of a cluster.</summary>
internal sealed class TroubleDrawer(Random chance)
{
    /// <summary>How far the clock of a process, or of all, is set forward or back.</summary>
    public static readonly TimeSpan LargestJump = TimeSpan.FromMinutes(2);

    /// <summary>How many troubles a story has at most.</summary>
    public const int Most = 6;

    private static readonly string[] Held =
    [
        "pods", "replicasets.apps", "deployments.apps", "statefulsets.apps", "daemonsets.apps", "jobs.batch", "nodes",
        "poddisruptionbudgets.policy", "*",
    ];

    public IEnumerable<StoryItem> Draw(TimeSpan length)
    {
        var count = chance.Next(0, Most + 1);
        for (var trouble = 0; trouble < count; trouble++)
        {
            yield return Trouble(TimeSpan.FromSeconds(chance.Next(5, (int)length.TotalSeconds - 60)));
        }
    }

    private StoryItem Trouble(TimeSpan at)
    {
        var process = ClusterRun.Processes[chance.Next(ClusterRun.Processes.Count)];
        var span = TimeSpan.FromSeconds(chance.Next(1, 50));
        switch (chance.Next(7))
        {
            case 0 or 1:
                return new StoryItem(at, $"{process} is killed", run => run.Kill(process));
            case 2:
                return new StoryItem(at, $"{process} stands still for {span}", run => run.FreezeAsync(process, span));
            case 3:
                return new StoryItem(at, $"{process} is cut off for {span}", run => run.CutAsync(process, span));
            case 4:
                var jump = LargestJump * ((chance.NextDouble() * 2) - 1);
                return new StoryItem(at, $"the clock of {process} jumps by {jump}", run => run.Jump(process, jump));
            case 5:
                var leap = LargestJump * ((chance.NextDouble() * 2) - 1);
                return new StoryItem(at, $"everybody's clock jumps by {leap}", run => run.JumpAll(leap));
            default:
                var resource = Held[chance.Next(Held.Length)];
                return new StoryItem(
                    at,
                    $"{process} sees no {resource} for {span}",
                    run => run.HoldAsync(process, resource, span));
        }
    }
}
