using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Releases.Retention.Versions;

/// <summary>Lets go of versions of a component that nobody needs any more.</summary>
internal sealed class VersionReconciler(VersionReader reader, VersionPruner pruner) : IReconciler
{
    private readonly Dictionary<string, DateTimeOffset> _pruned = new(StringComparer.Ordinal);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        var pruned = _pruned.TryGetValue(key.Name, out var at) ? at : (DateTimeOffset?)null;
        var seen = reader.Observe(key.Name, pruned);
        var plan = VersionPlanner.Plan(seen);
        await pruner.PruneAsync(key.Name, plan, cancel);
        if (plan is { Versions.Count: > 0, IsMore: false })
        {
            _pruned[key.Name] = seen.Now;
        }

        return plan.LookAgainAt is { } again ? Outcome.LookAgain(again) : Outcome.Settled;
    }
}
