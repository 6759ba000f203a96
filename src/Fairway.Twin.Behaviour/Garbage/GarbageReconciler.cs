using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;

namespace Fairway.Twin.Behaviour.Garbage;

/// <summary>Looks at one object of the graph; keys are uids.</summary>
internal sealed class GarbageReconciler(ObjectGraph graph, GarbageObserver observer, IKubeApi api) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (graph.Find(key.Name) is not { } item)
        {
            return Outcome.Settled;
        }

        var seen = await observer.ObserveAsync(item, cancel);
        await api.SendAllAsync(GarbagePlanner.Plan(seen).Select(GarbageRequests.Of), cancel);
        return Outcome.Settled;
    }
}
