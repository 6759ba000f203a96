using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Drivers;

/// <summary>How many pods of a DaemonSet are in which state, counted in one pass.</summary>
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
        var (old, lost, newReady, newUnready, deleting, ready) = (0, 0, 0, 0, 0, 0);
        foreach (var pod in workload.Pods)
        {
            if (pod.IsDeleting)
            {
                deleting++;
                continue;
            }

            ready += pod.IsReady ? 1 : 0;
            if (pod.Revision == revision && revision is not null)
            {
                newReady += pod.IsReady ? 1 : 0;
                newUnready += pod.IsReady ? 0 : 1;
            }
            else
            {
                old++;
                lost += pod is { IsNodeReady: false, IsReady: false } ? 1 : 0;
            }
        }

        // A node that has just come may not be in the number that is wanted, and one that has gone may still be.
        var standing = old + newReady + newUnready;
        var missing = Math.Max(deleting, workload.Replicas - standing);
        return new DaemonTally(
            old, lost, newReady, newUnready + missing, Math.Max(workload.Replicas, standing + deleting) - ready);
    }
}
