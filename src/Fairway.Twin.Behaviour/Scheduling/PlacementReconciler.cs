using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>Carries out what was decided for one pod. Pods do not wait for each other: a slow or refused write is its
/// own pod's matter.</summary>
internal sealed class PlacementReconciler(Scheduler scheduler, PlacementWriter writer) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (scheduler.Find(key) is { } placement)
        {
            await writer.WriteAsync(placement, cancel);
        }

        return Outcome.Settled;
    }
}
