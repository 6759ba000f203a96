using Fairway.Api.Releases;
using Fairway.Delivery.Changes;

namespace Fairway.Releases.Clusters;

/// <summary>
/// Which moves of one pass are stored by one write. Pure. A status is stored before anything is begun in the cluster
/// that it decides on; a phase that nothing is waited for in, and that begins nothing, needs no write of its own: a
/// crash before the write repeats acts which by then find nothing left to do.
/// </summary>
internal static class PassPlanner
{
    /// <summary>So many moves of one pass: whatever else waits for the cluster gets its turn.</summary>
    public const int MostMoves = 16;

    /// <summary>Whether the next move is looked at in the same pass: the phase has changed, nothing is waited
    /// for, and it is not the one that begins with a write to the cluster.</summary>
    /// <param name="seen">What the move was decided on.</param>
    /// <param name="concluded">What came of it.</param>
    /// <param name="moves">How many the pass has made, with this one.</param>
    public static bool GoesOn(ClusterReleaseObservation seen, ClusterReleasePlan concluded, int moves) =>
        moves < MostMoves
        && concluded.Status.Phase != seen.Status.Phase
        && concluded.Status.Phase != ClusterReleasePhase.Configure
        && !ClusterPhases.IsFinished(concluded.Status.Phase)
        && concluded.LookAgainAt <= seen.Now;

    /// <summary>Whether a move may be made before the one that leads to it is stored.</summary>
    /// <param name="seen">What it was decided on; the status of it is not stored yet.</param>
    /// <param name="plan">The move.</param>
    public static bool MayFollow(ClusterReleaseObservation seen, ClusterReleasePlan plan)
    {
        var isComplete = seen.Change?.Sight?.State == ChangeState.Complete;
        return plan.Acts.All(act => act switch
        {
            ClusterAct.KeepEvidence or ClusterAct.RecordIntent or ClusterAct.RecordApplied
                or ClusterAct.RecordGood => true,

            // Everything is at the target: a permit begins nothing, and what comes after the end is kept in a ledger.
            ClusterAct.Grant or ClusterAct.Finish => isComplete,
            _ => false,
        });
    }
}
