using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>Issues the certificate of an approved request.</summary>
internal sealed class SigningReconciler(AccessCaches caches, IKubeApi api, IClusterSigner signer, TimeProvider time)
    : IReconciler
{
    private readonly SigningRequests requests = new(signer);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.Requests.Find(key)?.Value is { } request && SigningPlanner.Waits(request))
        {
            var seen = new SigningObservation(request, requests.SubjectOf(request), time.GetUtcNow());
            await api.SendAllAsync(requests.Of(seen, SigningPlanner.Plan(seen)), cancel);
        }

        return Outcome.Settled;
    }
}
