using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;

namespace Fairway.Twin.Behaviour.Quotas;

/// <summary>The request that writes a recount.</summary>
internal static class QuotaRequests
{
    // The admission of writes charges the same status: the later of the two must see the other's.
    public static IEnumerable<KubeRequest> Of(QuotaView quota, JsonObject? status)
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
        foreach (var (field, told) in (ReadOnlySpan<(string, StringMap?)>)
            [("hard", quota.ToldHard), ("used", quota.ToldUsed)])
        {
            foreach (var (resource, _) in told ?? StringMap.Empty)
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
