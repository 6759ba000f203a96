using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.PodGarbage;

/// <summary>Removes pods that nobody will end.</summary>
internal sealed class PodGarbageReconciler(
    ClusterCaches caches, EndedPods ended, IKubeApi api, TimeProvider time) : IReconciler
{
    // Since when nodes are missed that pods name.
    private readonly Dictionary<string, DateTimeOffset> missed = new(StringComparer.Ordinal);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (Observe(key) is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = PodGarbagePlanner.Plan(seen);
        await api.SendAllAsync(plan.Remove ? PodGarbageRequests.Remove(seen.Pod, plan.Why) : [], cancel);
        return Outcomes.After(null, plan.LookAgainAt);
    }

    private PodGarbageObservation? Observe(ObjectKey key)
    {
        if (caches.Pods.Find(key)?.Value is not { } pod)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var node = pod.NodeName is { } name ? caches.Nodes.Find(new ObjectKey(null, name))?.Value : null;
        return new PodGarbageObservation(pod, node, now)
        {
            MissedSince = pod.NodeName is { } gone ? Missed(gone, node is not null, now) : null,
            IsSurplus = ended.IsSurplus(key),
        };
    }

    private DateTimeOffset? Missed(string node, bool isThere, DateTimeOffset now)
    {
        if (isThere)
        {
            missed.Remove(node);
            return null;
        }

        return missed.TryGetValue(node, out var since) ? since : missed[node] = now;
    }
}
