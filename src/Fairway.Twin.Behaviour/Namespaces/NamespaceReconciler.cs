using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Namespaces;

/// <summary>Brings the deletion of a namespace a step on.</summary>
internal sealed class NamespaceReconciler(ClusterCaches caches, IKubeApi api, TimeProvider time) : IReconciler
{
    private readonly NamespaceObserver observer = new(caches, api, time);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (await observer.ObserveAsync(key, cancel) is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = NamespacePlanner.Plan(seen);
        await api.SendAllAsync(NamespaceRequests.Of(seen.Namespace, plan), cancel);
        return Outcome.Settled;
    }
}
