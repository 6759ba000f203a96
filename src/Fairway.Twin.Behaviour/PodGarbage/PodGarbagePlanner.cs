using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.NodeLifecycle;

namespace Fairway.Twin.Behaviour.PodGarbage;

/// <summary>
/// Which pods nobody will ever end: those of nodes that are gone (after a time in which they may come to be seen),
/// those that are being deleted without a node, those on nodes that somebody has declared out of service, and those
/// that ended long ago where there are too many of them.
/// </summary>
internal static class PodGarbagePlanner
{
    /// <summary>How long a node may be missed before its pods are removed.</summary>
    public static TimeSpan Quarantine { get; } = TimeSpan.FromSeconds(40);

    public static PodGarbagePlan Plan(PodGarbageObservation seen)
    {
        var pod = seen.Pod;
        if (seen.IsSurplus || (pod.Meta.IsDeleting && (pod.NodeName is null || IsOutOfService(seen.Node))))
        {
            return new PodGarbagePlan { Remove = true };
        }

        if (seen.MissedSince is not { } since)
        {
            return PodGarbagePlan.Keep;
        }

        var due = since + Quarantine;
        return due > seen.Now
            ? new PodGarbagePlan { LookAgainAt = due }
            : new PodGarbagePlan
            {
                Remove = true,
                Why = new Condition(
                    "DisruptionTarget", "True", "DeletionByPodGC", "PodGC: node no longer exists")
                {
                    TransitionedAt = seen.Now,
                },
            };
    }

    private static bool IsOutOfService(NodeView? node) => node is { Health.ReadyStatus: not "True" }
        && node.Taints.Any(t => t.Key == NodeTaintKeys.OutOfService);
}
