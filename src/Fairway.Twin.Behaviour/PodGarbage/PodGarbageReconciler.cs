using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;

namespace Fairway.Twin.Behaviour.PodGarbage;

/// <summary>Removes pods that nobody will end.</summary>
internal sealed class PodGarbageReconciler(PodGarbageObserver observer, IKubeApi api) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (observer.Observe(key) is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = PodGarbagePlanner.Plan(seen);
        await api.SendAllAsync(plan.Remove ? PodGarbageRequests.Remove(seen.Pod, plan.Why) : [], cancel);
        return Outcomes.After(null, plan.LookAgainAt);
    }
}
