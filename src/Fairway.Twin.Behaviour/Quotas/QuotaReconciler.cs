using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Requests;
using Fairway.Twin.Behaviour.Running;

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
        await api.SendAllAsync(Requests(quota, QuotaPlanner.Plan(seen)), cancel);
        return Outcome.LookAgain(time.GetUtcNow() + Period);
    }

    // The admission of writes charges the same status: the later of the two must see the other's.
    private static IEnumerable<KubeRequest> Requests(QuotaView quota, JsonObject? status)
    {
        if (status is not null)
        {
            var patch = new JsonObject
            {
                ["metadata"] = new JsonObject { ["resourceVersion"] = quota.Meta.ResourceVersion },
                ["status"] = Replacing(quota, status),
            };
            yield return Request.Merge(
                WorkloadRequests.Agent, CoreResources.Quotas, quota.Meta.Key, patch, "status");
        }
    }

    // A merge patch keeps what it does not name: what is bounded no more is named as null.
    private static JsonObject Replacing(QuotaView quota, JsonObject status)
    {
        foreach (var (field, told) in (ReadOnlySpan<(string, Objects.StringMap?)>)
            [("hard", quota.ToldHard), ("used", quota.ToldUsed)])
        {
            foreach (var (resource, _) in told ?? Objects.StringMap.Empty)
            {
                var map = (JsonObject)status[field]!;
                if (!map.ContainsKey(resource))
                {
                    map[resource] = null;
                }
            }
        }

        return status;
    }
}
