namespace Fairway.Workloads.CloneSets;

/// <summary>
/// The numbers of a CloneSet: what OpenKruise calculates (pkg/controller/cloneset/sync/cloneset_sync_utils.go at
/// 07169cf), with one difference. Pods that are marked and not available count against the ready pods that may go, so
/// that the limit of unavailable pods holds; <see cref="ReplicaPolicy.KruiseExact"/> counts as OpenKruise does.
/// </summary>
internal static class ReplicaArithmetic
{
    /// <summary>The numbers for what is there now.</summary>
    /// <param name="policy">What is wanted.</param>
    /// <param name="old">The pods of any revision but the update revision.</param>
    /// <param name="updated">The pods of the update revision.</param>
    /// <param name="isOneRevision">The current revision is the update revision.</param>
    public static ReplicaNumbers Of(
        ReplicaPolicy policy, RevisionTally old, RevisionTally updated, bool isOneRevision)
    {
        var (oldExcess, newExcess) = Excess(policy, old, updated, isOneRevision);
        // Of both revisions too many, or too few: scaling sees to that, and an update would undo what it does.
        var isOfBoth = Math.Sign(oldExcess) * Math.Sign(newExcess) > 0 && !policy.KruiseExact;
        var update = isOfBoth ? 0 : Update(oldExcess, newExcess);
        var (surge, surgeOld) = Surge(policy, old, updated, (oldExcess, newExcess));
        return Scale(policy, old, updated, (surge, surgeOld)) with
        {
            Surge = surge,
            SurgeOld = surgeOld,
            Update = update,
            UpdateUnavailable = update == 0
                ? 0
                : policy.Unavailable + old.Total + updated.Total - policy.Replicas,
        };
    }

    /// <summary>By how much there are more pods of a revision than there should be. Where nothing may go back, old ones
    /// are never missing and new ones never too many.</summary>
    private static (int Old, int New) Excess(
        ReplicaPolicy policy, RevisionTally old, RevisionTally updated, bool isOneRevision)
    {
        var oldExcess = old.Active - policy.PartitionReplicas;
        var newExcess = updated.Active - (policy.Replicas - policy.PartitionReplicas);
        return policy.PartitionRollsBack && !isOneRevision
            ? (oldExcess, newExcess)
            : (Math.Max(oldExcess, 0), Math.Min(newExcess, 0));
    }

    private static int Update(int oldExcess, int newExcess) =>
        Math.Abs(oldExcess) <= Math.Abs(newExcess) ? oldExcess : -newExcess;

    /// <summary>What must be replaced before it goes decides the surge, or else what is updated: the greater.</summary>
    private static (int All, int Old) Surge(
        ReplicaPolicy policy, RevisionTally old, RevisionTally updated, (int Old, int New) excess)
    {
        var marked = old.Marked + updated.Marked;
        var replaced = Math.Min(Math.Max(Unavailable(old, updated) + marked - policy.Unavailable, 0), marked);
        var replacedOld = Math.Max(replaced - updated.Marked, 0);

        var (changed, changedOld) = (0, 0);
        if (Math.Sign(excess.Old) * Math.Sign(excess.New) < 0)
        {
            changed = Math.Min(Math.Abs(excess.Old), Math.Abs(excess.New));
            changedOld = excess.Old < 0 ? changed : 0;
        }

        var (wanted, wantedOld) = replaced >= changed ? (replaced, replacedOld) : (changed, changedOld);
        var used = Math.Min(policy.Surge, wanted);
        return (used, Math.Min(used, wantedOld));
    }

    private static ReplicaNumbers Scale(
        ReplicaPolicy policy, RevisionTally old, RevisionTally updated, (int All, int Old) surge)
    {
        var all = old.Total + updated.Total;
        var (counted, countedOld) = policy.ExcludePreparingDelete
            ? (old.Active + updated.Active, old.Active)
            : (all, old.Total);
        var (expected, expectedOld) = (policy.Replicas + surge.All, policy.PartitionReplicas + surge.Old);
        var marked = old.Marked + updated.Marked;
        var unavailable = Unavailable(old, updated);
        var missing = Math.Max(expected - counted, 0);
        var excess = Math.Max(counted - marked - expected, 0);
        var escaping = policy.KruiseExact ? 0 : old.MarkedUnavailable + updated.MarkedUnavailable;
        return new ReplicaNumbers
        {
            ScaleUp = missing,
            ScaleUpOld = missing == 0 ? 0 : Math.Max(expectedOld - countedOld, 0),
            ScaleUpLimit = Math.Min(missing, Math.Max(policy.ScaleUnavailable - unavailable, 0)),
            ScaleDown = excess,
            ScaleDownOld = excess == 0 ? 0 : Math.Max(countedOld - old.Marked - expectedOld, 0),
            DeleteReadyLimit = marked == 0 && excess == 0
                ? 0
                : Math.Max(policy.Unavailable + (all - policy.Replicas) - unavailable - escaping, 0),
        };
    }

    private static int Unavailable(RevisionTally old, RevisionTally updated) =>
        old.Preparing + updated.Preparing + old.Unavailable + updated.Unavailable;
}
