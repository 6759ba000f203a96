using Fairway.Kube.Hooks;

namespace Fairway.Simulation.Plans;

/// <summary>
/// Derives all plans of the three patterns from a run without faults, and leaves out what can have no effect: writes
/// that changed nothing (the recorder has none), the last write of a reconcile, events after which nothing was written
/// before they were undone, and events that nothing undoes.
/// </summary>
internal static class PlanMaker
{
    public static IReadOnlyList<Plan> All(Recorder seen)
    {
        var pairs = Pairs(seen).ToList();
        return
        [
            .. Crashes(seen),
            .. pairs.Select(pair => new Plan.Stale(pair.Since, pair.Until)),
            .. pairs.Select(pair => new Plan.Unobserved(pair.Since, pair.Until)),
        ];
    }

    /// <summary>How many plans there would be without leaving any out.</summary>
    public static int Unpruned(Recorder seen) => seen.Writes.Count + seen.Notices
        .GroupBy(notice => (notice.Resource, notice.Key))
        .Sum(group => group.Count() * (group.Count() - 1));

    private static IEnumerable<Plan> Crashes(Recorder seen)
    {
        for (var index = 0; index + 1 < seen.Writes.Count; index++)
        {
            var reconcile = seen.Writes[index].Reconcile;
            if (seen.Writes.Skip(index + 1).Any(later => IsSame(later.Reconcile, reconcile)))
            {
                yield return new Plan.Crash(index, seen.Writes[index].What);
            }
        }
    }

    private static bool IsSame(HookedReconcile one, HookedReconcile other) => ReferenceEquals(one, other);

    private static IEnumerable<(Notice Since, Notice Until)> Pairs(Recorder seen)
    {
        foreach (var since in seen.Notices.Where(notice => !notice.IsDeletion))
        {
            var until = seen.Notices.Find(later => later.Order > since.Order && later.Resource == since.Resource
                && later.Key == since.Key && Undoes(since, later));
            if (until is not null
                && seen.Writes.Exists(write => write.Order > since.Order && write.Order < until.Order))
            {
                yield return (since, until);
            }
        }
    }

    /// <summary>True where a later event takes back, or changes again, what an earlier one said.</summary>
    public static bool Undoes(Notice since, Notice later) => later.IsDeletion
        || later.Changed.Keys.Any(path => IsGoing(path) || (!IsNew(since) && since.Changed.ContainsKey(path)));

    private static bool IsGoing(string path) => path == "/metadata/deletionTimestamp";

    // All that a new object says is new; what matters of it is that it is there.
    private static bool IsNew(Notice notice) => notice.Changed.ContainsKey("/kind");
}
