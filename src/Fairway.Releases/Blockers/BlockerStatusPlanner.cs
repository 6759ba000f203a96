using Fairway.Api.Meta;
using Fairway.Api.Releases;

namespace Fairway.Releases.Blockers;

/// <summary>What a ReleaseBlocker's status says. Pure.</summary>
internal static class BlockerStatusPlanner
{
    private const int MostReadings = 20;

    /// <summary>The status at a moment, with what was read of its metric.</summary>
    public static ReleaseBlockerStatus Plan(
        BlockerSight seen, IReadOnlyList<BlockerReading> readings, DateTimeOffset now)
    {
        var before = seen.Blocker.Status ?? new ReleaseBlockerStatus();
        var isValid = seen.Trouble is null;
        return before with
        {
            ObservedGeneration = seen.Blocker.Metadata.Generation,
            Readings = Readings(before, readings, seen.Blocker),
            Conditions = before.Conditions.With(new Condition
            {
                Type = ReleaseBlockerConditions.Valid,
                Status = isValid ? ConditionStatus.True : ConditionStatus.False,
                ObservedGeneration = seen.Blocker.Metadata.Generation,
                LastTransitionTime = now,
                Reason = isValid ? ReleaseBlockerConditions.Readable : ReleaseBlockerConditions.Invalid,
                Message = isValid
                    ? "its ranges and its rule can be read"
                    : $"it holds every change of {seen.Blocker.Spec.Component}, since it cannot be read: "
                        + seen.Trouble,
            }),
        };
    }

    /// <summary>Those that hold before the others. A manager that has read nothing yet leaves what another one
    /// wrote.</summary>
    private static IReadOnlyList<BlockerReadingStatus>? Readings(
        ReleaseBlockerStatus before, IReadOnlyList<BlockerReading> readings, ReleaseBlocker blocker)
    {
        if (blocker.Spec.Metric is null)
        {
            return null;
        }

        return readings.Count == 0 && before.ObservedGeneration == blocker.Metadata.Generation
            ? before.Readings
            :
            [
                .. readings.DistinctBy(one => one.Query).OrderBy(one => one.State)
                    .ThenBy(one => one.Query, StringComparer.Ordinal).Take(MostReadings)
                    .Select(one => new BlockerReadingStatus { Query = one.Query, State = one.State, Says = one.Says }),
            ];
    }
}
