using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>Approves the requests of kubelets that have the right to ask.</summary>
internal sealed class ApprovingReconciler(AccessCaches caches, IKubeApi api, IClusterSigner signer) : IReconciler
{
    private readonly ApprovingRequests requests = new(api);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.Requests.Find(key)?.Value is { } request && ApprovingPlanner.Waits(request))
        {
            var subject = signer.SubjectOf(Convert.FromBase64String(request.Request));
            var way = await requests.FirstAllowedAsync(request, ApprovingPlanner.Plan(request, subject), cancel);
            await api.SendAllAsync(ApprovingRequests.Of(request, way), cancel);
        }

        return Outcome.Settled;
    }
}
