using Fairway.Api.Releases;

namespace Fairway.Releases.Fleet;

/// <summary>A Release that is deleted in flight: halt first, then let go. Pure.</summary>
internal static class DeletionPlanner
{
    /// <summary>Waits until everything in flight has halted, or its permits have lapsed.</summary>
    public static ReleasePlan Plan(ReleaseObservation seen)
    {
        if (!seen.HasFinalizer)
        {
            return ReleasePlanner.Nothing(seen);
        }

        var permit = seen.Plan?.Pipeline.PermitDuration.Value ?? TimeSpan.Zero;
        var lapsed = seen.Release.Metadata.DeletionTimestamp!.Value + permit;
        var going = seen.Members.Where(member => member.IsActing && !member.IsGone && !HasHalted(member)).ToList();
        return going.Count == 0 || seen.Now >= lapsed
            ? new ReleasePlan([new ReleaseAct.LetGo("nothing of it goes on")], seen.Status, null)
            : new ReleasePlan([], seen.Status with { Slots = [] }, lapsed);
    }

    private static bool HasHalted(MemberSight member) =>
        member.ClusterRelease?.Status?.Reason == ClusterReleaseReasons.Stopped;
}
