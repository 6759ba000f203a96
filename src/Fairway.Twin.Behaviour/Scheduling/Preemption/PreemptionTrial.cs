using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Preemption;

/// <summary>A node as it would be without some of its pods.</summary>
internal sealed class PreemptionTrial(SchedulingAttempt attempt, NodeFilters filters, NodeInfo node)
{
    // Where only the node itself matters, the rest of the cluster need not follow.
    private readonly bool isLocal = filters.IsLocal;
    private ClusterSnapshot cluster = attempt.Cluster;
    private NodeInfo now = node;

    public void Remove(PodInfo pod)
    {
        now = now.Without(pod);
        cluster = isLocal ? cluster : cluster.WithoutPod(now.Name, pod);
    }

    public void Restore(PodInfo pod)
    {
        now = now.With(pod);
        cluster = isLocal ? cluster : cluster.WithPod(now.Name, pod);
    }

    /// <summary>Null where the pod fits now.</summary>
    public Rejection? Check()
    {
        if (isLocal && attempt.Cluster.Nominated.IsEmpty)
        {
            return filters.Check(now);
        }

        var seen = attempt with { Cluster = isLocal ? cluster.WithPodsOf(now) : cluster };
        return NominatedPods.Check(seen, isLocal ? filters : NodeFilters.Of(seen.Pod, cluster, seen.Volumes), now);
    }
}
