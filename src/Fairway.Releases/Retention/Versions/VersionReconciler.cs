using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Releases.Retention.Versions;

/// <summary>Lets go of versions of a component that nobody needs any more.</summary>
internal sealed class VersionReconciler(VersionReader reader, VersionPruner pruner) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        var plan = VersionPlanner.Plan(reader.Observe(key.Name));
        await pruner.PruneAsync(key.Name, plan, cancel);
        return plan.LookAgainAt is { } at ? Outcome.LookAgain(at) : Outcome.Settled;
    }
}
