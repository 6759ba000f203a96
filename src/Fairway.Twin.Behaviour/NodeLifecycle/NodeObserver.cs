using Fairway.Kube;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.NodeLifecycle;

/// <summary>Reads what a step for a node rests on.</summary>
internal sealed class NodeObserver(ClusterCaches caches, TimeProvider time)
{
    private readonly NodeProbes probes = new(caches.Leases);

    /// <summary>Null where the node is gone.</summary>
    public NodeObservation? Observe(ObjectKey key)
    {
        if (caches.Nodes.Find(key)?.Value is not { Meta.IsDeleting: false } node)
        {
            probes.Forget(key.Name);
            return null;
        }

        var now = time.GetUtcNow();
        return new NodeObservation(node, now)
        {
            SilentAt = probes.SilentAt(node, now),
            ReadyPods = node.Health.ReadyStatus == "True" ? [] :
                [.. caches.Pods.Lookup(ClusterCaches.ByNode, key.Name).Select(p => p.Value).Where(p => p.IsReady)],
        };
    }
}
