using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Requests;
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
        await api.SendToLivingAsync(Requests(key, plan, current), cancel);
        return Outcome.Settled;
    }

    private static IEnumerable<KubeRequest> Requests(ObjectKey key, EndpointsPlan plan, EndpointsView? current)
    {
        const string agent = WorkloadRequests.Agent;
        if (plan.Create is { } body)
        {
            yield return Request.Create(agent, CoreResources.Endpoints, key.Namespace, body);
        }

        if (plan.Patch is { } patch)
        {
            yield return Request.Merge(agent, CoreResources.Endpoints, key, patch);
        }

        if (plan.Delete && current is not null)
        {
            yield return Request.Delete(agent, CoreResources.Endpoints, current.Meta, new DeleteHow());
        }
    }
}
