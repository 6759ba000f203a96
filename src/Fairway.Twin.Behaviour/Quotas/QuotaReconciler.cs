using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;

namespace Fairway.Twin.Behaviour.Quotas;

/// <summary>Recounts a ResourceQuota, and again after five minutes: a charge for a write that came to nothing is told
/// to nobody.</summary>
internal sealed class QuotaReconciler(
    ObjectCache<QuotaView> quotas, QuotaObserver observer, IKubeApi api, TimeProvider time) : IReconciler
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (quotas.Find(key)?.Value is not { } quota)
        {
            return Outcome.Settled;
        }

        var seen = await observer.ObserveAsync(quota, cancel);
        await api.SendAllAsync(QuotaRequests.Of(quota, QuotaPlanner.Plan(seen)), cancel);
        return Outcome.LookAgain(time.GetUtcNow() + Period);
    }
}
