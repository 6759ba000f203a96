using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>A node that is being cleared for pods is theirs already, as far as others of no more importance
/// go.</summary>
internal static class NominatedPods
{
    /// <summary>Null where the node takes the pod, whether or not those that it is being cleared for come.</summary>
    public static Rejection? Check(SchedulingAttempt attempt, NodeFilters filters, NodeInfo node)
    {
        if (attempt.Cluster.Nominated.IsEmpty
            || !attempt.Cluster.Nominated.TryGetValue(node.Name, out var nominated))
        {
            return filters.Check(node);
        }

        var (cluster, slot) = (attempt.Cluster, node.Slot);
        foreach (var pod in nominated)
        {
            if (pod.Priority >= attempt.Pod.Priority && pod.Meta.Uid != attempt.Pod.Meta.Uid)
            {
                cluster = cluster.WithPod(node.Name, pod);
            }
        }

        var crowded = NodeFilters.Of(attempt.Pod, cluster, attempt.Volumes).Check(cluster.Nodes[slot]!);
        return crowded ?? filters.Check(node);
    }
}
