using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>Keeps the Endpoints of a Service.</summary>
internal sealed class EndpointsReconciler(ClusterCaches caches, EndpointCaches endpoints, IKubeApi api) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        var service = endpoints.Services.Find(key)?.Value;
        var current = endpoints.Endpoints.Find(key)?.Value;
        var plan = EndpointsPlanner.Plan(
            new EndpointsObservation(service, BackingPods.Of(service, caches), current));
        await api.SendToLivingAsync(EndpointsRequests.Of(key, plan, current), cancel);
        return Outcome.Settled;
    }
}
