using Fairway.Kube;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>Reads what a kubelet's next step for its node rests on.</summary>
internal sealed class KubeletObserver(
    ClusterCaches caches, NodeSimulation simulation, NodeNumbers numbers, NodeBehaviorBook behaviors)
{
    // When nodes that run out of something have last evicted a pod, and how many.
    private readonly Dictionary<string, (DateTimeOffset At, int Count)> evictions = new(StringComparer.Ordinal);

    /// <summary>Null where the node is gone, or simulated by nobody.</summary>
    public KubeletObservation? Observe(ObjectKey key)
    {
        if (caches.Nodes.Find(key)?.Value is not { } node)
        {
            evictions.Remove(key.Name);
            return null;
        }

        var state = behaviors.StateOf(node);
        if (!NodeMarks.IsSimulated(node) && !state.IsAdopted)
        {
            return null;
        }

        var machine = SimulatedNode.MachineOf(simulation.Pools, node.Meta.Name);
        return new KubeletObservation(node, machine, numbers.Of(node.Meta.Name), simulation.Time.GetUtcNow())
        {
            State = state,
            Pods = state.Pressures.IsEmpty
                ? []
                : [.. caches.Pods.Lookup(ClusterCaches.ByNode, key.Name).Select(p => p.Value)],
            Evictions = evictions.GetValueOrDefault(key.Name),
            HasLease = caches.Leases is not { } leases
                || leases.Find(new ObjectKey(KubeletRequests.LeaseNamespace, node.Meta.Name)) is not null,
        };
    }

    /// <summary>Notes that a plan was carried out.</summary>
    public void Remember(KubeletObservation seen, KubeletPlan plan)
    {
        if (plan.Evicted is var (_, pressure))
        {
            var isFirst = seen.Evictions.At < pressure.Since;
            evictions[seen.Node.Meta.Name] = (seen.Now, isFirst ? 1 : seen.Evictions.Count + 1);
        }
    }
}
