using Fairway.Api.Releases;
using Fairway.Releases.Clusters;
using Fairway.Releases.Fleet;

namespace Fairway.Releases.CatchUps;

/// <summary>Clusters that missed a Release: who catches up now, who waits for what, and who does not any more.
/// Pure.</summary>
internal static class CatchUpPlanner
{
    /// <summary>The clusters that a Release which is through leaves behind: who could not be planned to the end, and
    /// what was known before of those that are no members.</summary>
    public static IReadOnlyList<MissedCluster>? Left(ReleaseObservation seen)
    {
        if (seen.Spec.CatchUp is not null || !seen.Spec.Changes.Any(IsContent))
        {
            return null;
        }

        var members = seen.Members.Select(member => member.Cluster).ToHashSet(StringComparer.Ordinal);
        var known = (seen.Status.Missed ?? []).Where(one => !members.Contains(one.Cluster)).ToList();
        var fresh = seen.Away.Except(known.Select(one => one.Cluster), StringComparer.Ordinal)
            .Select(id => new MissedCluster { Cluster = id, Says = "it could not be planned" });
        return known.Concat(fresh).OrderBy(one => one.Cluster, StringComparer.Ordinal).ToList() is { Count: > 0 } left
            ? left
            : null;
    }

    /// <summary>The same of a Release that goes back: nobody catches up with it any more.</summary>
    public static IReadOnlyList<MissedCluster>? Ended(ReleaseObservation seen) => seen.Status.Missed is { } missed
        ? [.. missed.Select(one => IsOpen(one) ? GivenUp(one, "the Release goes back") : one)]
        : null;

    /// <summary>Whether a change has a content that a cluster can miss: what restores or goes back speaks of what the
    /// cluster had then.</summary>
    public static bool IsContent(ReleaseChange change) => change is { Restore: false, Back: false };

    /// <summary>Whether a cluster may still need the Release.</summary>
    public static bool IsOpen(MissedCluster missed) =>
        missed.State is MissedState.Waiting or MissedState.CatchingUp;

    /// <summary>Whether somebody still has to catch up with a Release.</summary>
    public static bool IsWaitedFor(Release release) =>
        release.Status is { Phase: ReleasePhase.Succeeded, Missed: { } missed } && missed.Any(IsOpen);

    /// <summary>The plan of a Release that is through, and was missed; null where none missed it.</summary>
    public static ReleasePlan? Plan(ReleaseObservation seen)
    {
        if (seen.Status.Phase != ReleasePhase.Succeeded || seen.Missed.Count == 0 || seen.IsDeleting)
        {
            return null;
        }

        var looked = seen.Missed.Select(one => one with { Known = Look(seen, one) }).ToList();
        var begins = CatchUpSlots.Next(seen, looked);
        IReadOnlyList<MissedCluster> missed =
        [
            .. looked.Select(one => begins.Contains(one.Known.Cluster)
                ? Begun(one)
                : CatchUpSlots.Held(seen, one, looked)),
        ];
        var until = seen.Status.FinishedAt + seen.CatchUpFor.Value;
        DateTimeOffset? at = missed.Any(one => one.State == MissedState.Waiting) && seen.Now < until ? until : null;
        return missed.SequenceEqual(seen.Status.Missed ?? [])
            ? ReleasePlanner.Nothing(seen) with { LookAgainAt = at }
            : new ReleasePlan(
                [.. looked.Where(one => begins.Contains(one.Known.Cluster)).Select(Begin)],
                seen.Ended(
                    seen.Status with { Missed = missed }, ReleasePhase.Succeeded, EndWords.Of(seen, missed)),
                at);
    }

    private static ReleaseAct Begin(MissedSight sight) =>
        new ReleaseAct.CatchUp(sight.Next!, $"{sight.Known.Cluster} missed it, and answers now");

    private static MissedCluster Begun(MissedSight sight) => sight.Known with
    {
        State = MissedState.CatchingUp,
        Says = $"{sight.Next!.Metadata.Name} brings it",
        CatchUp = sight.Next.Metadata.Name,
        Attempts = (sight.Known.Attempts ?? 0) + 1,
    };

    /// <summary>How a cluster stands; one that waits for nothing says nothing.</summary>
    private static MissedCluster Look(ReleaseObservation seen, MissedSight sight)
    {
        var known = sight.Known;
        return known.State is MissedState.CaughtUp or MissedState.GivenUp ? known
            : sight.IsGone ? GivenUp(known, "its Cluster is gone")
            : SkipPlanner.Find(seen.Release, known.Cluster) is { } skip
                ? GivenUp(known, $"it is left out: {skip.Reason}")
            : known.State == MissedState.Waiting || IsOver(sight.Made, ReleasePhase.Superseded) ? Waits(seen, sight)
            : OfMade(sight);
    }

    private static MissedCluster OfMade(MissedSight sight)
    {
        var known = sight.Known;
        if (sight.Made is not { } made)
        {
            return GivenUp(known, $"{known.CatchUp}, which was to bring it, was deleted: create a Release");
        }

        var name = made.Metadata.Name;
        return IsOver(made, ReleasePhase.Succeeded)
                ? known with { State = MissedState.CaughtUp, Says = $"{name} brought it" }
            : made.Status?.FinishedAt is null
                ? known with { State = MissedState.CatchingUp, Says = $"{name} brings it" }
            : sight.Later is { } later
                ? GivenUp(known, $"the Release {later} came after it")
            : known with
            {
                State = MissedState.Failed,
                Says = $"{name} has ended as {made.Status.Phase}: try that one again, or create a Release",
            };
    }

    private static MissedCluster Waits(ReleaseObservation seen, MissedSight sight)
    {
        var known = sight.Known with { State = MissedState.Waiting, CatchUp = null };
        return sight switch
        {
            { Later: { } later } => GivenUp(known, $"the Release {later} came after it"),
            _ when seen.Spec.Stopped => GivenUp(known, "the Release was stopped for good"),
            _ when seen.Status.FinishedAt + seen.CatchUpFor.Value <= seen.Now =>
                GivenUp(known, $"it ended more than {seen.CatchUpFor} ago: create a Release"),
            { Answers: false } => known with { Says = "it does not answer" },
            { Next: null } => GivenUp(known, "nothing of it is for this cluster"),
            { Stage: null } => known with { Says = $"no stage of {seen.Spec.Pipeline} has it" },
            { Forgotten: { } gone } =>
                known with { Says = $"what it has came by the Release {gone}, which is gone: create a Release" },
            { AtWork: { } other } => known with { Says = $"the Release {other} goes first" },
            _ when seen.Spec.Paused => known with { Says = "the Release is paused" },
            _ => known with { Says = null },
        };
    }

    private static MissedCluster GivenUp(MissedCluster known, string why) =>
        known with { State = MissedState.GivenUp, Says = why };

    private static bool IsOver(Release? release, ReleasePhase phase) => release?.Status?.Phase == phase;
}
