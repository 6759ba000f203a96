using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>Keeps the EndpointSlices of a Service.</summary>
internal sealed class SliceReconciler(ClusterCaches caches, EndpointCaches endpoints, IKubeApi api) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        // What is left of a Service that is gone is the garbage collector's.
        if (endpoints.Services.Find(key)?.Value is not { HasEndpoints: true, Meta.IsDeleting: false } service)
        {
            return Outcome.Settled;
        }

        var slices = endpoints.SlicesOf(key, SliceView.Controller);
        var actions = SlicePlanner.Plan(
            new SliceObservation(service, BackingPods.Of(service, caches), [.. slices]));
        await api.SendToLivingAsync(SliceRequests.Of(key.Namespace, actions), cancel);
        return Outcome.Settled;
    }
}
