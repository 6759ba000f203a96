using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>Reads from the caches what a round of the scheduler rests on.</summary>
internal sealed class SchedulingObserver(ClusterCaches caches, TimeProvider time)
{
    /// <summary>The pods that wait and the nodes there are; null where none waits.</summary>
    public SchedulingObservation? Observe()
    {
        var pending = caches.Pods.Lookup(ClusterCaches.Unscheduled, ClusterCaches.Yes)
            .Select(p => p.Value)
            .Where(p => p.Spec is { SchedulerName: WellKnown.DefaultScheduler, HasSchedulingGates: false })
            .ToImmutableArray();
        return pending.IsEmpty ? null : new SchedulingObservation(pending, Loads(), time.GetUtcNow());
    }

    private ImmutableArray<NodeLoad> Loads()
    {
        var loads = caches.Nodes.Values().Select(n => new NodeLoad(n, default)).ToArray();
        var places = loads.Select((l, i) => (l.Node.Meta.Name, i)).ToDictionary(StringComparer.Ordinal);
        foreach (var pod in caches.Pods.Values())
        {
            if (pod is { NodeName: { } node, IsTerminal: false } && places.TryGetValue(node, out var i))
            {
                loads[i] = loads[i].With(pod.Spec);
            }
        }

        return [.. loads];
    }
}
