using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Twin.Behaviour.Volumes;

/// <summary>Brings a volume (a key without a namespace) or a claim a step on.</summary>
internal sealed class VolumeReconciler(VolumeObserver observer, VolumeWriter writer) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (observer.Volume(key) is { } volume)
        {
            await writer.ActAsync(VolumeReclaimPlanner.Plan(volume), cancel);
        }
        else if (observer.Claim(key) is { } claim)
        {
            await writer.ActAsync(ClaimBindingPlanner.Plan(claim), cancel);
        }

        return Outcome.Settled;
    }
}
