using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Selectors;
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
            var sized = seen with
            {
                Target = target,
                Replicas = (int?)scale["spec"]?["replicas"] ?? 0,
                Selector = (string?)scale["status"]?["selector"] ?? "",
            };
            return sized.HasSelector ? await MeasureAsync(sized, key.Namespace!, cancel) : sized;
        }
        catch (KubeApiException refusal) when (refusal.Status is 404)
        {
            return seen with { Problem = refusal.Message };
        }
    }

    private async Task<AutoscalerObservation> MeasureAsync(
        AutoscalerObservation seen, string ns, CancellationToken cancel)
    {
        var request = new KubeRequest
        {
            Method = "GET",
            Path = $"/apis/metrics.k8s.io/v1beta1/namespaces/{ns}/pods",
            Query = [new("labelSelector", seen.Selector)],
            UserAgent = WorkloadRequests.Agent,
        };
        var measured = seen.Autoscaler.Metrics.Any(m => m.Type is "Resource" or "ContainerResource")
            ? await MeasuresAsync(request, cancel)
            : null;
        var wanted = LabelSelector.Parse(seen.Selector);
        return seen with
        {
            IsMeasured = measured is not null,
            Pods =
            [
                .. caches.PodsIn(ns)
                    .Where(pod => wanted.Matches(label => pod.Meta.Labels[label]))
                    .OrderBy(pod => pod.Meta.Name, StringComparer.Ordinal)
                    .Select(pod => new TargetPod(pod, measured?.GetValueOrDefault(pod.Meta.Name))),
            ],
        };
    }

    // Null where the cluster serves no metrics.
    private async Task<Dictionary<string, PodMeasure>?> MeasuresAsync(KubeRequest request, CancellationToken cancel)
    {
        try
        {
            var list = (await api.SendAsync(request, cancel)).ReadNode();
            return (list["items"] as JsonArray ?? []).ToDictionary(
                item => (string)item!["metadata"]!["name"]!, item => PodMeasure.Read(item!), StringComparer.Ordinal);
        }
        catch (KubeApiException refusal) when (refusal.Status is 404 or 503)
        {
            return null;
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
