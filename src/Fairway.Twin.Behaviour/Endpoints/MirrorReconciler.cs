using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;

namespace Fairway.Twin.Behaviour.Endpoints;

/// <summary>Mirrors the Endpoints of a Service without a selector into slices.</summary>
internal sealed class MirrorReconciler(EndpointCaches endpoints, IKubeApi api) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        var actions = MirrorPlanner.Plan(new MirrorObservation(
            endpoints.Services.Find(key)?.Value,
            endpoints.Endpoints.Find(key)?.Value,
            [.. endpoints.SlicesOf(key, SliceView.Mirror)]));
        await api.SendToLivingAsync(SliceRequests.Of(key.Namespace, actions), cancel);
        return Outcome.Settled;
    }
}
