using Fairway.Api.Releases;
using Fairway.Releases.Fleet;

namespace Fairway.Releases.CatchUps;

/// <summary>How many clusters catch up with a Release at once: as many as their stage allows. Where a whole region
/// comes back, it does not change all at once. Pure.</summary>
internal static class CatchUpSlots
{
    /// <summary>The clusters that begin now: those that wait for nothing else, the least important first.</summary>
    public static IReadOnlySet<string> Next(ReleaseObservation seen, IReadOnlyList<MissedSight> all) => all
        .Where(IsReady)
        .GroupBy(one => one.Stage!.Name, StringComparer.Ordinal)
        .Where(group => !IsSpent(seen, group.First().Stage!, all))
        .SelectMany(group => group.OrderBy(one => one.Importance)
            .ThenBy(one => one.Known.Cluster, StringComparer.Ordinal)
            .Take(Free(seen, group.First().Stage!, all)))
        .Select(one => one.Known.Cluster)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>What is said of a cluster that does not begin now.</summary>
    public static MissedCluster Held(ReleaseObservation seen, MissedSight sight, IReadOnlyList<MissedSight> all)
    {
        if (!IsReady(sight))
        {
            return sight.Known;
        }

        var stage = sight.Stage!;
        return sight.Known with
        {
            Says = IsSpent(seen, stage, all)
                ? $"{Words.Some(Of(all, stage.Name, MissedState.Failed))} failed to catch up, more than the budget of "
                    + $"the stage {stage.Name}: try again, or skip"
                : $"others of the stage {stage.Name} catch up first",
        };
    }

    private static bool IsReady(MissedSight one) =>
        one is { Known: { State: MissedState.Waiting, Says: null }, Next: not null, Stage: not null };

    private static bool IsSpent(ReleaseObservation seen, Stage stage, IReadOnlyList<MissedSight> all) =>
        Of(all, stage.Name, MissedState.Failed).Count > stage.FailureBudget.RoundDown(Size(seen, stage, all));

    private static int Free(ReleaseObservation seen, Stage stage, IReadOnlyList<MissedSight> all) => Math.Max(
        0, SlotPlanner.Limit(stage, Size(seen, stage, all)) - Of(all, stage.Name, MissedState.CatchingUp).Count);

    /// <summary>The members of the stage, and who missed it.</summary>
    private static int Size(ReleaseObservation seen, Stage stage, IReadOnlyList<MissedSight> all) =>
        seen.Of(stage.Name).Count + all.Count(one => one.Stage?.Name == stage.Name);

    private static List<string> Of(IReadOnlyList<MissedSight> all, string stage, MissedState state) =>
        [.. all.Where(one => one.Stage?.Name == stage && one.Known.State == state).Select(one => one.Known.Cluster)];
}
