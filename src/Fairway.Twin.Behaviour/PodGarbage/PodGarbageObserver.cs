using Fairway.Kube;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.PodGarbage;

/// <summary>Reads what decides about a pod that nobody may end, and remembers since when nodes are missed.</summary>
internal sealed class PodGarbageObserver(ClusterCaches caches, EndedPods ended, TimeProvider time)
{
    // Since when nodes are missed that pods name.
    private readonly Dictionary<string, DateTimeOffset> missed = new(StringComparer.Ordinal);

    /// <summary>What there is of a pod; null where it is gone.</summary>
    public PodGarbageObservation? Observe(ObjectKey key)
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
