using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Twin.Behaviour.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>Reads what a decision about an autoscaler rests on; the target's size through its scale.</summary>
internal sealed class AutoscalerObserver(
    ClusterCaches caches, ObjectCache<AutoscalerView> autoscalers, IKubeApi api, TimeProvider time)
{
    /// <summary>Null where the autoscaler is gone.</summary>
    public async Task<AutoscalerObservation?> ObserveAsync(ObjectKey key, CancellationToken cancel)
    {
        if (autoscalers.Find(key)?.Value is not { } autoscaler)
        {
            return null;
        }

        var seen = new AutoscalerObservation(autoscaler, null, time.GetUtcNow());
        if (TargetOf(autoscaler) is not { } target)
        {
            var group = autoscaler.TargetVersion.Contains('/', StringComparison.Ordinal)
                ? autoscaler.TargetVersion[..autoscaler.TargetVersion.IndexOf('/', StringComparison.Ordinal)]
                : "";
            return seen with { Problem = $"no matches for kind \"{autoscaler.TargetKind}\" in group \"{group}\"" };
        }

        var request = new KubeRequest
        {
            Method = "GET",
            Path = target.ObjectPath(new ObjectKey(key.Namespace, autoscaler.TargetName), "scale"),
            UserAgent = WorkloadRequests.Agent,
        };
        try
        {
            var scale = (await api.SendAsync(request, cancel)).ReadNode();
            return seen with
            {
                Target = target,
                Replicas = (int?)scale["spec"]?["replicas"] ?? 0,
                HasSelector = (string?)scale["status"]?["selector"] is { Length: > 0 },
            };
        }
        catch (KubeApiException refusal) when (refusal.Status is 404)
        {
            return seen with { Problem = refusal.Message };
        }
    }

    // The version does not matter.
    private KubeResource? TargetOf(AutoscalerView autoscaler)
    {
        var slash = autoscaler.TargetVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? "" : autoscaler.TargetVersion[..slash];
        foreach (var cache in caches.Everything)
        {
            if (cache.Resource.Kind == autoscaler.TargetKind && cache.Resource.Group == group)
            {
                return cache.Resource;
            }
        }

        return null;
    }
}
