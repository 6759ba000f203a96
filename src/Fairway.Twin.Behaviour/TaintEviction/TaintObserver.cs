using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.TaintEviction;

/// <summary>Reads pods and the taints of their nodes, and remembers whose time runs.</summary>
internal sealed class TaintObserver(ClusterCaches caches, TimeProvider time)
{
    // The pods whose time runs, by uid, and since when.
    private readonly Dictionary<string, DateTimeOffset> running = new(StringComparer.Ordinal);

    /// <summary>What there is of a pod on a node; null where either is gone.</summary>
    public TaintedPod? Observe(ObjectKey key)
    {
        if (caches.Pods.Find(key)?.Value is not { NodeName: { } name } pod
            || caches.Nodes.Find(new ObjectKey(null, name))?.Value is not { } node)
        {
            return null;
        }

        return new TaintedPod(
            pod, node.Taints.RemoveAll(t => t.Effect != WellKnown.NoExecute), time.GetUtcNow())
        {
            Since = running.TryGetValue(pod.Meta.Uid, out var at) ? at : null,
        };
    }

    /// <summary>Notes what was planned.</summary>
    public void Remember(TaintedPod seen, TaintPlan plan)
    {
        if (plan.Since is { } since)
        {
            running[seen.Pod.Meta.Uid] = since;
        }
        else
        {
            running.Remove(seen.Pod.Meta.Uid);
        }
    }
}
