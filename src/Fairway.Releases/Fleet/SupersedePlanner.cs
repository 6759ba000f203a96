using Fairway.Api.Meta;
using Fairway.Api.Releases;

namespace Fairway.Releases.Fleet;

/// <summary>A Release whose place a newer one takes. Pure. What has begun in a cluster ends there, by its own steps and
/// checks; the newer one finds whole clusters, and repeats nothing.</summary>
internal static class SupersedePlanner
{
    /// <summary>Nothing begins; it is over when nothing is in flight.</summary>
    public static ReleasePlan Plan(ReleaseObservation seen)
    {
        var flying = seen.Members.Where(member => member.HasBegun && !member.IsFinished && !member.IsGone)
            .Select(member => member.Cluster).ToList();
        var status = seen.Status with { SupersededBy = seen.Newer, Interlocked = null };
        if (flying.Count == 0)
        {
            var ended = status with { Stages = seen.Plan is null ? status.Stages : StageCounts.Of(seen, []) };
            return ReleasePlanner.Nothing(seen) with
            {
                Status = seen.Ended(ended, ReleasePhase.Superseded, seen.Spec.CatchUp is null
                    ? $"the Release {seen.Newer} takes its place, as its pipeline says"
                    : $"it gives way to the Release {seen.Newer}"),
            };
        }

        var since = (seen.Status.Slots ?? []).ToDictionary(slot => slot.Cluster, StringComparer.Ordinal);
        IReadOnlyList<Slot> slots =
        [
            .. flying.Select(id => since.GetValueOrDefault(id) ?? new Slot { Cluster = id, Since = seen.Now }),
        ];
        var words = $"the Release {seen.Newer} takes its place; first these end: {Words.Some(flying)}";
        var phase = seen.Spec.Paused ? ReleasePhase.Paused : ReleasePhase.Running;
        return ReleasePlanner.Nothing(seen) with
        {
            Status = (status with { Slots = slots, Stages = StageCounts.Of(seen, slots) }).On(
                seen, phase, ReleaseConditions.SupersededBy, words, ConditionStatus.False),
        };
    }
}
