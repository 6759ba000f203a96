using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Queues;

/// <summary>Which changes may help a pod that no node has taken. To wake one in vain costs little; to leave one asleep
/// costs it five minutes.</summary>
internal static class QueueingHints
{
    /// <summary>Whether it is worth another try.</summary>
    public static bool MayHelp(PodInfo pod, RejectedBy by, ClusterChange change) => change switch
    {
        ClusterChange.Node node => Helps(pod, node),
        ClusterChange.Departure => (by & ~RejectedBy.Node) != RejectedBy.None,
        ClusterChange.Arrival arrival => Attracts(pod, by, arrival.Pod),
        ClusterChange.Volume => (by & RejectedBy.Volumes) != RejectedBy.None,
        ClusterChange.Namespace => (by & RejectedBy.Affinity) != RejectedBy.None,
        _ => true,
    };

    // Only a node that lets the pod in by itself, and could hold it, can have become the one.
    private static bool Helps(PodInfo pod, ClusterChange.Node change) =>
        NodeRules.Check(pod.View.Spec, change.New) is null
        && ResourceRules.CanEverHold(pod.Requests, change.New.Allocatable);

    private static bool Attracts(PodInfo pod, RejectedBy by, PodInfo arrived)
    {
        var wants = (by & RejectedBy.Affinity) != RejectedBy.None && !pod.Needs.Affinity.IsEmpty;
        var spreads = (by & RejectedBy.Spread) != RejectedBy.None && pod.Meta.Namespace == arrived.Meta.Namespace;
        return wants || spreads;
    }
}
