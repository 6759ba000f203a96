using Fairway.Kube;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>Reads what a kubelet's next step for its node rests on.</summary>
internal sealed class KubeletObserver(ClusterCaches caches, NodeSimulation simulation, NodeNumbers numbers)
{
    /// <summary>Null where the node is gone, or simulated by nobody.</summary>
    public KubeletObservation? Observe(ObjectKey key)
    {
        if (caches.Nodes.Find(key)?.Value is not { } node || !NodeMarks.IsSimulated(node))
        {
            return null;
        }

        var machine = SimulatedNode.MachineOf(simulation.Profile, node.Meta.Name);
        return new KubeletObservation(node, machine, numbers.Of(node.Meta.Name), simulation.Time.GetUtcNow())
        {
            HasLease = caches.Leases is not { } leases
                || leases.Find(new ObjectKey(KubeletRequests.LeaseNamespace, node.Meta.Name)) is not null,
        };
    }
}
