using Fairway.Api.Releases;

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
        if (again.Count == 0 || seen.Plan is null || seen.Rival is not null
            || Refusal(seen.Release, seen.Later) is not null)
        {
            return null;
        }

        if (seen.Status.Phase == ReleasePhase.Failed)
        {
            return BackPlanner.Begin(seen, "a person has it tried again");
        }

        var names = Words.Some([.. again.Select(member => member.Cluster)]);
        return IsWithinBudgets(seen)
            ? new ReleasePlan(
                [],
                (seen.Status with { FinishedAt = null }).On(
                    seen, ReleasePhase.Running, ReleaseConditions.ClustersInFlight, $"tried again: {names}"),
                seen.Now)
            : null;
    }

    /// <summary>Else it would stop again before anything could begin.</summary>
    private static bool IsWithinBudgets(ReleaseObservation seen) => seen.Plan!.Pipeline.Stages.All(stage =>
    {
        var members = seen.Of(stage.Name);
        return members.Count(member => member.HasFailed) <= stage.FailureBudget.RoundDown(members.Count);
    });
}
