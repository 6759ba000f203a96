using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Tasks;

namespace Fairway.Releases.Fleet;

/// <summary>A Release that is over, and of which a person wants clusters to be tried again. Pure.</summary>
public static class AgainPlanner
{
    /// <summary>Why nothing of a Release can be tried again; null where it can.</summary>
    /// <param name="release">The Release.</param>
    /// <param name="later">What <see cref="Rivals.Since"/> says.</param>
    public static string? Refusal(Release release, string? later)
    {
        var name = release.Metadata.Name;
        return (release.Spec, release.Status?.Phase ?? ReleasePhase.Pending) switch
        {
            (_, ReleasePhase.Failed) => null,
            ({ RollBack: true }, _) or (_, ReleasePhase.RolledBack) => $"{name} goes back: make another Release",
            (_, ReleasePhase.Superseded) =>
                $"the Release {release.Status!.SupersededBy} has taken the place of {name}: make another Release",
            ({ Stopped: true }, _) => $"{name} was stopped for good: make another Release",
            (_, ReleasePhase.Pending or ReleasePhase.Planned) => $"{name} has not begun: nothing of it has failed",
            _ when later is not null =>
                $"the Release {later} has changed a component of {name} since: make another Release",
            _ => null,
        };
    }

    /// <summary>The plan that takes it up again; null where that is not wanted, or cannot be.</summary>
    internal static ReleasePlan? Plan(ReleaseObservation seen)
    {
        var again = seen.Members.Where(member => member.IsRetried && !member.IsGone).ToList();
        var tasks = TaskRetryPlanner.Open(seen.Release);
        if (again.Count + tasks.Count == 0 || seen.Plan is null || seen.Rival is not null
            || Refusal(seen.Release, seen.Later) is not null)
        {
            return null;
        }

        if (seen.Status.Phase == ReleasePhase.Failed)
        {
            return again.Count > 0 ? BackPlanner.Begin(seen, "a person has it tried again") : null;
        }

        var names = Words.Some(
        [
            .. again.Select(member => member.Cluster),
            .. tasks.Select(one => $"the task {one.Task} of the stage {one.Stage}"),
        ]);
        return Spent(seen) is { } stage
            ? StaysOver(seen, stage, names)
            : new ReleasePlan(
                [],
                (seen.Status with { FinishedAt = null, Stages = Anew(seen, again) }).On(
                    seen, ReleasePhase.Running, ReleaseConditions.ClustersInFlight, $"tried again: {names}"),
                seen.Now);
    }

    /// <summary>The stages as they are from now on. One that was done is under way, and says so at once: a cluster may
    /// have begun anew, and no longer ask for it, before the Release is looked at next.</summary>
    private static IReadOnlyList<StageStatus>? Anew(ReleaseObservation seen, IReadOnlyList<MemberSight> again) =>
        TaskRetryPlanner.Anew(seen.Release) is { } stages
            ?
            [
                .. stages.Select(stage =>
                    stage.Phase == StagePhase.Done && again.Any(member => member.Stage == stage.Name)
                        ? stage with { Phase = StagePhase.Running, FinishedAt = null }
                        : stage),
            ]
            : null;

    /// <summary>The stage over whose budget it would stop again before anything could begin; null for none.</summary>
    private static Stage? Spent(ReleaseObservation seen) => seen.Plan!.Pipeline.Stages.FirstOrDefault(stage =>
    {
        var members = seen.Of(stage.Name);
        return members.Count(member => member.HasFailed) > stage.FailureBudget.RoundDown(members.Count);
    });

    /// <summary>It says what else is to be tried, and stays as it is.</summary>
    private static ReleasePlan? StaysOver(ReleaseObservation seen, Stage stage, string names)
    {
        if (seen.Status.Phase != ReleasePhase.Stopped)
        {
            return null;
        }

        var members = seen.Of(stage.Name);
        var failed = members.Where(member => member.HasFailed).Select(member => member.Cluster).ToList();
        var message = $"to try {names} again is not enough: {failed.Count} of {members.Count} clusters of the stage "
            + $"{stage.Name} failed, more than its budget; retry or skip these too: {Words.Some(failed)}";
        return ReleasePlanner.Nothing(seen) with
        {
            Status = seen.Status.On(
                seen,
                ReleasePhase.Stopped,
                ReleaseConditions.FailureBudgetSpent,
                message,
                ConditionStatus.False),
        };
    }
}
