using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Pods.Running;

namespace Fairway.Twin.Behaviour.Access;

/// <summary>Deletes requests of certificates that have served.</summary>
internal sealed class CleaningReconciler(AccessCaches caches, IKubeApi api, TimeProvider time) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.Requests.Find(key)?.Value is not { } request || RequestCleaner.EndOf(request) is not { } end)
        {
            return Outcome.Settled;
        }

        if (end > time.GetUtcNow())
        {
            return Outcome.LookAgain(end);
        }

        var resource = AccessCaches.CertificateRequests;
        await api.SendAllAsync(
            [Request.Delete("kube-controller-manager", resource, request.Meta, new DeleteHow())], cancel);
        return Outcome.Settled;
    }
}
