using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Drivers;

/// <summary>How many pods of a DaemonSet are in which state.</summary>
/// <param name="Old">Of another revision than the target, and not being deleted.</param>
/// <param name="OldOnLostNodes">Of these, on nodes that are not ready.</param>
/// <param name="NewReady">Of the target revision and ready.</param>
/// <param name="UnderWay">Being deleted, missing, or of the target revision and not ready: what a rollout has in
/// flight.</param>
/// <param name="Away">Not ready, for whatever reason.</param>
internal readonly record struct DaemonTally(int Old, int OldOnLostNodes, int NewReady, int UnderWay, int Away)
{
    public static DaemonTally Of(WorkloadSight workload, string? revision)
    {
        var pods = workload.Pods;
        var deleting = pods.CountOf(pod => pod.IsDeleting);
        var ready = pods.CountOf(pod => pod is { IsDeleting: false, IsReady: true });
        var old = pods.CountOf(pod => !pod.IsDeleting && !IsNew(pod, revision));
        var lost = pods.CountOf(pod => pod is { IsDeleting: false, IsLost: true } && !IsNew(pod, revision));
        var newReady = pods.CountOf(pod => pod is { IsDeleting: false, IsReady: true } && IsNew(pod, revision));
        var newUnready = pods.CountOf(pod => pod is { IsDeleting: false, IsReady: false } && IsNew(pod, revision));

        // A node that has just come may not be in the number that is wanted, and one that has gone may still be.
        var standing = old + newReady + newUnready;
        var missing = Math.Max(deleting, workload.Replicas - standing);
        return new DaemonTally(
            old, lost, newReady, newUnready + missing, Math.Max(workload.Replicas, standing + deleting) - ready);
    }

    private static bool IsNew(ReplicaTrait pod, string? revision) => revision is not null && pod.Revision == revision;
}
