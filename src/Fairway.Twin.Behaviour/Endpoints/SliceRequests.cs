using Fairway.Kube;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>The requests that carry out decisions about slices.</summary>
internal static class SliceRequests
{
    public static IEnumerable<KubeRequest> Of(string? ns, IEnumerable<SliceAction> actions) =>
        actions.Select(action => Of(ns, action));

    private static KubeRequest Of(string? ns, SliceAction action) => action switch
    {
        SliceAction.Create create =>
            Request.Create(WorkloadRequests.Agent, CoreResources.EndpointSlices, ns, create.Body),
        SliceAction.Update update => Request.Merge(
            WorkloadRequests.Agent, CoreResources.EndpointSlices, update.Slice.Key, update.Patch),
        SliceAction.Delete delete => Request.Delete(
            WorkloadRequests.Agent, CoreResources.EndpointSlices, delete.Slice, new DeleteHow()),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "an action without a request"),
    };
}
