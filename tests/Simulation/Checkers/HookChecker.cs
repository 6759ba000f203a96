using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.Checkers;

/// <summary>Whatever dies or comes late, a hook is made once for a Release, a direction and a moment.</summary>
internal sealed class HookChecker : Checker
{
    private readonly SortedSet<string> made = new(StringComparer.Ordinal);

    public override string Rule => "8, no hook twice";

    public override void See(Change change)
    {
        if (change is { Resource: "jobs.batch", Kind: StoreEventKind.Added }
            && Text(change.Object, "metadata", "annotations", "fairway.dev/hook-run") is { } run
            && !made.Add($"{change.Cluster}/{change.Key}/{run}"))
        {
            Cry($"{change.Key} was made twice for {run}", change);
        }
    }
}
