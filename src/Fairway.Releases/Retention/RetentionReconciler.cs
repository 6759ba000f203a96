using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Releases.Retention;

/// <summary>Lets go of Releases of a pipeline that ended long ago.</summary>
internal sealed class RetentionReconciler(RetentionReader reader, RetentionPruner pruner) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        var plan = RetentionPlanner.Plan(reader.Observe(key.Name));
        await pruner.PruneAsync(plan, cancel);
        return plan.LookAgainAt is { } at ? Outcome.LookAgain(at) : Outcome.Settled;
    }
}
