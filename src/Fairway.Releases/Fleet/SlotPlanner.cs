using Fairway.Api.Releases;

namespace Fairway.Releases.Fleet;

/// <summary>Who may be in flight. Pure. A cluster that goes back is in flight as one that goes forward.</summary>
internal static class SlotPlanner
{
    /// <summary>The slots without those of clusters that have finished, have left, or wait for a person.</summary>
    public static IReadOnlyList<Slot> Kept(ReleaseObservation seen) =>
        [.. (seen.Status.Slots ?? []).Where(slot => Find(seen, slot.Cluster) is { } member && Needs(member))];

    /// <summary>The slots of a stage under way with as many more as its limit allows.</summary>
    public static IReadOnlyList<Slot> Forward(
        ReleaseObservation seen, Stage stage, IReadOnlyList<MemberSight> members, IReadOnlyList<Slot> kept) =>
        Fill(
            seen,
            kept,
            Limit(stage, members.Count),
            members.Where(member => !member.IsFinished && !member.IsHeldIdle && member.Stop is null)
                .OrderByDescending(member => member.IsActing)
                .ThenBy(member => member.Importance)
                .ThenBy(member => member.Cluster, StringComparer.Ordinal));

    /// <summary>The slots of a stage that goes back: the latest that began comes first.</summary>
    public static IReadOnlyList<Slot> Back(
        ReleaseObservation seen, Stage stage, IReadOnlyList<MemberSight> members, IReadOnlyList<Slot> kept) =>
        Fill(
            seen,
            kept,
            Limit(stage, members.Count),
            members.Where(member => BackPlanner.IsOwed(member) && member.Stop is null or { AllowsRollbacks: true })
                .OrderByDescending(member => member.IsActing)
                .ThenByDescending(member => member.ClusterRelease!.Status!.StartedAt)
                .ThenByDescending(member => member.Importance)
                .ThenByDescending(member => member.Cluster, StringComparer.Ordinal));

    /// <summary>A slot without its object: a crash came between the two, or somebody deleted it.</summary>
    public static IEnumerable<ReleaseAct> Missing(ReleaseObservation seen, IReadOnlyList<Slot> slots) =>
        from slot in slots
        where Find(seen, slot.Cluster) is { ClusterRelease: null }
        select new ReleaseAct.Create(slot.Cluster, "it has a slot, and no ClusterRelease");

    /// <summary>A share of the stage's clusters rounds down; it is never less than one.</summary>
    public static int Limit(Stage stage, int clusters) => Math.Max(1, stage.MaxConcurrency.RoundDown(clusters));

    private static IReadOnlyList<Slot> Fill(
        ReleaseObservation seen, IReadOnlyList<Slot> kept, int limit, IEnumerable<MemberSight> candidates) =>
        [
            .. kept,
            .. candidates.Where(member => kept.All(slot => slot.Cluster != member.Cluster))
                .Take(Math.Max(0, limit - kept.Count))
                .Select(member => new Slot { Cluster = member.Cluster, Since = seen.Now }),
        ];

    private static bool Needs(MemberSight member) => !member.IsGone && !member.IsFinished && !member.IsHeldIdle;

    private static MemberSight? Find(ReleaseObservation seen, string cluster) =>
        seen.Members.FirstOrDefault(member => member.Cluster == cluster);
}
