using Fairway.Kube;
using Fairway.Twin.Behaviour.Kubelets;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Reads what a node's next step with a pod rests on, and remembers when the last one was.</summary>
internal sealed class PodObserver(ClusterCaches caches, NodeSimulation simulation)
{
    // Exact times of the last step of pods that have a next one; whoever restarts goes by the whole seconds of the
    // status.
    private readonly Dictionary<string, DateTimeOffset> steps = new(StringComparer.Ordinal);

    /// <summary>What there is of a pod; null where it is gone, or on no simulated node that lives.</summary>
    public PodObservation? Observe(ObjectKey key)
    {
        if (caches.Pods.Find(key)?.Value is not { NodeName: { } name } pod
            || caches.Nodes.Find(new ObjectKey(null, name))?.Value is not { } node
            || !NodeMarks.IsSimulated(node)
            || NodeMarks.DarkAt(node, simulation.Time.GetUtcNow()) is not null)
        {
            return null;
        }

        var host = node.InternalIp ?? "127.0.0.1";
        return new PodObservation(
            pod, image => simulation.Behaviours.Of(pod, node, image, simulation.Seed), simulation.Time.GetUtcNow())
        {
            LastStepAt = steps.TryGetValue(pod.Meta.Uid, out var at) ? at : null,
            HostIp = host,
            PodIp = pod.PodIp ?? (pod.Spec.HostNetwork ? host : FreeIp(node)),
            TellStarted = simulation.Profile.TellsStarted,
        };
    }

    private string FreeIp(NodeView node) => NodeAddresses.FreePodIp(
        node.PodCidr ?? NodeAddresses.PodCidr(0),
        caches.Pods.Lookup(ClusterCaches.ByNode, node.Meta.Name).Select(p => p.Value.PodIp).OfType<string>());

    /// <summary>Notes that a plan was carried out.</summary>
    public void Remember(PodObservation seen, PodPlan plan)
    {
        if (plan.LookAgainAt is null)
        {
            steps.Remove(seen.Pod.Meta.Uid);
        }
        else if (plan.Status is not null)
        {
            steps[seen.Pod.Meta.Uid] = seen.Now;
        }
    }
}
