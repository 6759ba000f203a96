using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Releases.Drift;

/// <summary>Says of a component on a cluster whether it has drifted, and has it corrected.</summary>
internal sealed class DriftReconciler(DriftReader reader, DriftWriter writer) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (await reader.ObserveAsync(key, cancel) is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = DriftPlanner.Plan(seen);
        await writer.WriteAsync(seen.Item, plan, cancel);
        return plan.LookAgainAt is { } at ? Outcome.LookAgain(at) : Outcome.Settled;
    }
}
