using Fairway.Kube;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>The requests that carry out decisions about Endpoints.</summary>
internal static class EndpointsRequests
{
    public static IEnumerable<KubeRequest> Of(ObjectKey key, EndpointsPlan plan, EndpointsView? current)
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
