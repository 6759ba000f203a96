using Fairway.Api.Releases;

namespace Fairway.Releases.Fleet;

/// <summary>Who may be in flight. Pure. A cluster that goes back is in flight as one that goes forward.</summary>
internal static class SlotPlanner
{
    /// <summary>The slots without those of clusters that have finished, have left, wait for a person, or are kept from
    /// beginning by a gate.</summary>
    public static IReadOnlyList<Slot> Kept(ReleaseObservation seen)
    {
        var slots = seen.Status.Slots ?? [];
        var holding = slots.Select(slot => slot.Cluster).ToHashSet(StringComparer.Ordinal);
        var needing = Names(seen.Members.Where(member => holding.Contains(member.Cluster) && Needs(member)));
        return [.. slots.Where(slot => needing.Contains(slot.Cluster))];
    }

    /// <summary>The slots of a stage under way with as many more as its limit allows.</summary>
    public static IReadOnlyList<Slot> Forward(
        ReleaseObservation seen, Stage stage, IReadOnlyList<MemberSight> members, IReadOnlyList<Slot> kept) =>
        Fill(
            seen,
            kept,
            Limit(stage, members.Count),
            InOrder(members.Where(member => Wants(member) && member.Stop is null)).Where(member => !member.IsKept));

    /// <summary>Whether a stage has as many in flight as its limit allows: then no gate is asked.</summary>
    public static bool IsFull(Stage stage, IReadOnlyList<MemberSight> members, IReadOnlyList<Slot> slots) =>
        slots.Count >= Limit(stage, members.Count);

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
    public static IEnumerable<ReleaseAct> Missing(ReleaseObservation seen, IReadOnlyList<Slot> slots)
    {
        var lacking = Names(seen.Members.Where(member => member.ClusterRelease is null));
        return from slot in slots
               where lacking.Contains(slot.Cluster)
               select new ReleaseAct.Create(slot.Cluster, "it has a slot, and no ClusterRelease");
    }

    /// <summary>The clusters that would have the slots that are free, but for their conflict domains; null for
    /// none.</summary>
    public static IReadOnlyList<string>? Interlocked(
        Stage stage, IReadOnlyList<MemberSight> members, IReadOnlyList<Slot> slots) =>
        InOrder(members.Where(member => member
                is { IsFinished: false, IsGone: false, Stop: null, Phase: not ClusterReleasePhase.Held }))
            .Where(member => member is { IsKept: true, IsInterlocked: true })
            .Take(Math.Max(0, Limit(stage, members.Count) - slots.Count))
            .Select(member => member.Cluster).ToList() is { Count: > 0 } waiting ? waiting : null;

    /// <summary>Clusters that are left out have an object too: it says so, and who wants it.</summary>
    public static IEnumerable<ReleaseAct> LeftOut(ReleaseObservation seen) =>
        from member in seen.Members
        where member is { Skip: not null, ClusterRelease: null, IsGone: false }
            && seen.Plan!.Members.Any(planned => planned.Cluster == member.Cluster)
        select new ReleaseAct.Create(member.Cluster, "it is left out, and has no ClusterRelease");

    /// <summary>A share of the stage's clusters rounds down; it is never less than one.</summary>
    public static int Limit(Stage stage, int clusters) => Math.Max(1, stage.MaxConcurrency.RoundDown(clusters));

    /// <summary>Which clusters of some members; a member is asked for by name as often as there are slots.</summary>
    public static IReadOnlySet<string> Names(IEnumerable<MemberSight> members) =>
        members.Select(member => member.Cluster).ToHashSet(StringComparer.Ordinal);

    private static IReadOnlyList<Slot> Fill(
        ReleaseObservation seen, IReadOnlyList<Slot> kept, int limit, IEnumerable<MemberSight> candidates)
    {
        var taken = kept.Select(slot => slot.Cluster).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. kept,
            .. candidates.Where(member => !taken.Contains(member.Cluster))
                .Take(Math.Max(0, limit - kept.Count))
                .Select(member => new Slot { Cluster = member.Cluster, Since = seen.Now }),
        ];
    }

    private static IEnumerable<MemberSight> InOrder(IEnumerable<MemberSight> members) => members
        .OrderByDescending(member => member.IsActing)
        .ThenBy(member => member.Place ?? int.MaxValue)
        .ThenBy(member => member.Importance)
        .ThenBy(member => member.Cluster, StringComparer.Ordinal);

    /// <summary>A slot is taken back only from a cluster that says itself what keeps it: one that was given it may have
    /// begun, and that is not seen yet.</summary>
    private static bool Needs(MemberSight member) => Wants(member) && !(member.SaysWhatKeepsIt && member.IsKept);

    private static bool Wants(MemberSight member) =>
        !member.IsGone && !member.IsFinished && !member.IsHeldIdle;
}
