using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Releases.Retention.Versions;

/// <summary>Lets go of versions of a component that nobody needs any more.</summary>
internal sealed class VersionReconciler(VersionReader reader, VersionPruner pruner) : IReconciler
{
    private readonly VersionMemory _memory = new();

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        var seen = reader.Observe(key.Name, _memory.PrunedAt(key.Name));
        var plan = VersionPlanner.Plan(seen);
        await pruner.PruneAsync(key.Name, plan, cancel);
        _memory.Went(key.Name, plan, seen.Now);
        return plan.LookAgainAt is { } again ? Outcome.LookAgain(again) : Outcome.Settled;
    }
}
