using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.DaemonSets;

/// <summary>The steps of an Advanced DaemonSet's update: old pods make way, change where they are, or new ones stand
/// beside them, on no more nodes than the partition leaves.</summary>
internal static class AdvancedRollout
{
    /// <param name="draft">The set.</param>
    /// <param name="touched">Nodes on which a pod is being created by the same plan.</param>
    public static ImmutableArray<WorkloadAction> Step(AdvancedDaemonSetDraft draft, ImmutableHashSet<string> touched)
    {
        var (set, chosen) = (draft.Set, ImmutableArray<DaemonPair>.Empty);
        if (!set.Paused && set.Style != UpdateStyle.OnDelete && draft.Pairs.Any(p => p.Old is not null))
        {
            var window = Window(draft).RemoveAll(p => touched.Contains(p.Node.Name));
            chosen = draft.MaxSurge > 0 ? Surging(draft, window) : Replaced(draft, window, touched.Count);
        }

        var restored = Restored(draft, chosen);
        return draft.MaxSurge > 0
            ? [.. restored, .. chosen.Select(p => draft.CreateUpdated(p.Node.Name, "beside the old one"))]
            : [.. restored, .. chosen.Select(p => Change(draft, p.Old!)).OfType<WorkloadAction>()];
    }

    /// <summary>
    /// The nodes that may have a new pod: those that have one, those that are about to get one, and of the others those
    /// that are selected, broken ones first, by name from the last; no more than the partition leaves. Were broken ones
    /// left to the partition, they would use up what may be unavailable, and nothing would go on.
    /// </summary>
    public static ImmutableArray<DaemonPair> Window(AdvancedDaemonSetDraft draft)
    {
        var backwards = draft.Pairs.Reverse().ToArray();
        var rest = backwards.Where(p => p.HasOnlyOld && draft.IsSelected(p))
            .OrderBy(p => draft.IsAvailable(p.Old!));
        return
        [
            .. backwards.Where(p => p.New is not null)
                .Concat(backwards.Where(p => p.New is null && p.Old is null))
                .Concat(rest)
                .Take(draft.Desired - draft.Kept),
        ];
    }

    /// <summary>Old pods that serve nobody are replaced at once; others as far as no more nodes than allowed are
    /// without a pod that serves, in the window or not.</summary>
    private static ImmutableArray<DaemonPair> Replaced(
        AdvancedDaemonSetDraft draft, ImmutableArray<DaemonPair> window, int beingCreated)
    {
        var old = window.Where(p => p.HasOnlyOld).ToArray();
        var broken = old.Where(p => !draft.IsAvailable(p.Old!));
        var unserved = draft.Pairs.Count(p => !p.IsServed(draft));
        var spare = Math.Max(0, draft.MaxUnavailable - Math.Max(unserved, beingCreated));
        return [.. broken, .. old.Where(p => draft.IsAvailable(p.Old!)).Take(spare)];
    }

    private static ImmutableArray<DaemonPair> Surging(AdvancedDaemonSetDraft draft, ImmutableArray<DaemonPair> window)
    {
        var surging = draft.Pairs.Count(p => p is { Old: not null, New: not null } && !draft.IsAvailable(p.New));

        // Beside a pod that a hook holds while it leaves there is no room for a third.
        var old = window.Where(p => p.HasOnlyOld && p.Node.Active.Length == 1).ToArray();
        var room = Math.Max(0, draft.MaxSurge - surging);
        return
        [
            .. old.Where(p => !draft.IsAvailable(p.Old!)),
            .. old.Where(p => draft.IsAvailable(p.Old!)).Take(room),
        ];
    }

    private static WorkloadAction? Change(AdvancedDaemonSetDraft draft, PodView pod)
    {
        var before = draft.Revisions.FirstOrDefault(r => r.Hash == PodLabels.RevisionOf(pod));
        return draft.Set.Style == UpdateStyle.InPlaceIfPossible && before is not null
            && InPlaceUpdate.HasGate(pod)
            && InPlaceChange.Between(before.Template, draft.Update.Template) is { } change
                ? draft.InPlace.Next(
                    pod, change, draft.Update, (WellKnown.ControllerRevisionHash, draft.Update.Hash))
                : draft.Steps.Leave(pod, "it is of an old revision");
    }

    /// <summary>Pods that were prepared and are not to be updated after all, those too that are of the revision again
    /// that is wanted; ready once the update that they had before is over.</summary>
    private static IEnumerable<WorkloadAction> Restored(
        AdvancedDaemonSetDraft draft, ImmutableArray<DaemonPair> chosen)
    {
        var names = chosen.Select(p => p.Old!.Meta.Name).ToHashSet(StringComparer.Ordinal);
        return draft.Pairs.SelectMany(p => (PodView?[])[p.Old, p.New]).OfType<PodView>()
            .Where(p => InPlaceUpdate.IsPrepared(p) && !InPlaceUpdate.IsUnderWay(p) && !names.Contains(p.Meta.Name))
            .Select(draft.InPlace.Restore);
    }
}
