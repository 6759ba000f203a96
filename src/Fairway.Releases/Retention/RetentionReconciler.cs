using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Releases.Retention;

/// <summary>Lets go of Releases of a pipeline that ended long ago.</summary>
internal sealed class RetentionReconciler(RetentionReader reader, RetentionPruner pruner) : IReconciler
{
    private readonly RetentionPace _pace = new();

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (_pace.Next(key) is { } next && reader.Now < next)
        {
            return Outcome.LookAgain(next);
        }

        var seen = reader.Observe(key.Name);
        var plan = RetentionPlanner.Plan(seen);
        await pruner.PruneAsync(plan, cancel);
        _pace.Looked(key, seen.Now, plan.LookAgainAt);
        return plan.LookAgainAt is { } at ? Outcome.LookAgain(at) : Outcome.Settled;
    }
}
