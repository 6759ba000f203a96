using Fairway.Api.Releases;
using Fairway.Releases.Tasks;

namespace Fairway.Releases.Fleet;

/// <summary>The counts of stages, made from what is seen. Pure arithmetic.</summary>
internal static class StageCounts
{
    /// <summary>Every stage's counts, where the Release does not go forward; its phase and timers as they
    /// were.</summary>
    public static IReadOnlyList<StageStatus> Of(ReleaseObservation seen, IReadOnlyList<Slot>? slots) =>
        [.. (seen.Plan?.Pipeline.Stages ?? []).Select(stage => GivenUp(seen, Of(seen, stage.Name, slots)))];

    /// <summary>A stage of a Release that does not go on: its tasks do not either.</summary>
    public static StageStatus GivenUp(ReleaseObservation seen, StageStatus stage) =>
        stage with { Tasks = TaskPlanner.GivenUp(stage.Tasks, seen.Now) };

    /// <summary>One stage's counts; its phase and timers as they were.</summary>
    public static StageStatus Of(ReleaseObservation seen, string stage, IReadOnlyList<Slot>? slots)
    {
        var members = seen.Of(stage);
        var before = Before(seen, stage);
        var active = (slots ?? []).Select(slot => slot.Cluster).ToHashSet(StringComparer.Ordinal);
        return before with
        {
            Clusters = members.Count,
            Done = members.Count(member => member.HasSucceeded),
            Failed = members.Count(member => member.HasFailed),
            Missed = members.Count(member => member.IsMissed) is > 0 and var missed ? missed : null,
            Active = members.Count(member => active.Contains(member.Cluster)),
            StartedAt = before.StartedAt ?? members.Min(member => member.ClusterRelease?.Status?.StartedAt),
        };
    }

    /// <summary>What was stored of a stage.</summary>
    public static StageStatus Before(ReleaseObservation seen, string stage) =>
        (seen.Status.Stages ?? []).FirstOrDefault(known => known.Name == stage) ?? new StageStatus { Name = stage };
}
