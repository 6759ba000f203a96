using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>Fills a role that collects others.</summary>
internal sealed class AggregationReconciler(AccessCaches caches, IKubeApi api) : IReconciler
{
    private readonly AggregationObserver observer = new(caches, api);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (await observer.ObserveAsync(key, cancel) is { } seen)
        {
            await api.SendAllAsync(AggregationRequests.Of(key, AggregationPlanner.Plan(seen)), cancel);
        }

        return Outcome.Settled;
    }
}
