using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.StatefulSets;

/// <summary>Which pods of an Advanced StatefulSet are replaced or updated now: marked ones, then those above the
/// partition, the highest first or by priority.</summary>
internal static class AdvancedStatefulSetUpdating
{
    /// <summary>The place's pod is to be replaced or brought to another revision, or has been prepared for
    /// that.</summary>
    public static bool IsDue(AdvancedStatefulSetDraft draft, Place place) =>
        place.Pod is { Meta.IsDeleting: false } pod
        && (PodLabels.IsMarked(pod) || InPlaceUpdate.IsPrepared(pod)
            || (MayUpdate(draft) && place.Position > draft.Set.Partition && !draft.IsUpdated(pod)));

    public static IEnumerable<WorkloadAction> Decide(AdvancedStatefulSetDraft draft)
    {
        var unavailable = draft.Places.Where(p => !draft.IsAvailable(p.Pod)).Select(p => p.Ordinal).ToHashSet();
        var limit = draft.Set.Parallel
            ? Math.Max(1, draft.Set.MaxUnavailable.RoundDown(draft.Set.Replicas))
            : 1;
        var actions = new List<WorkloadAction>();
        var marked = draft.Places.Where(p =>
            p.Pod is { Meta.IsDeleting: false } pod && PodLabels.IsMarked(pod));
        foreach (var place in marked.Reverse())
        {
            if (unavailable.Count < limit || unavailable.Contains(place.Ordinal))
            {
                unavailable.Add(place.Ordinal);
                Add(draft.Steps.Leave(place.Pod!, "it is to be replaced"));
            }
        }

        var chosen = MayUpdate(draft) ? Choose(draft, unavailable, limit) : [];
        chosen.ForEach(pod => Add(Step(draft, pod)));
        var names = chosen.Select(p => p.Meta.Name).ToHashSet(StringComparer.Ordinal);
        return actions.Concat(draft.Places.Select(p => p.Pod).OfType<PodView>()
            .Where(p => p.IsActive && !names.Contains(p.Meta.Name))
            .Select(draft.Steps.Restore).OfType<WorkloadAction>());

        void Add(WorkloadAction? action)
        {
            if (action is not null)
            {
                actions.Add(action);
            }
        }
    }

    private static bool MayUpdate(AdvancedStatefulSetDraft draft) =>
        !draft.Set.Paused && draft.Set.Style != UpdateStyle.OnDelete;

    private static List<PodView> Choose(AdvancedStatefulSetDraft draft, HashSet<int> unavailable, int limit)
    {
        var chosen = new List<PodView>();
        foreach (var place in Targets(draft))
        {
            if (place.Pod is not { Meta.IsDeleting: false } pod || draft.IsUpdated(pod)
                || PodLabels.IsMarked(pod))
            {
                continue;
            }

            // What is broken is mended, wherever it stands in the order: it may be why the others wait.
            if (unavailable.Count < limit || unavailable.Contains(place.Ordinal))
            {
                unavailable.Add(place.Ordinal);
                chosen.Add(pod);
            }
        }

        return chosen;
    }

    private static IEnumerable<Place> Targets(AdvancedStatefulSetDraft draft)
    {
        var (set, downwards) = (draft.Set, draft.Places.Reverse());
        if (set.Unordered is not { } priority)
        {
            return downwards.Where(p => p.Position > set.Partition);
        }

        var old = downwards.Where(p => p.Pod is { Meta.IsDeleting: false } pod && !draft.IsUpdated(pod))
            .Select(p => p.Pod!).ToImmutableArray();
        var places = draft.Places.Where(p => p.Pod is not null).ToDictionary(p => p.Pod!.Meta.Name);

        // What has been begun is gone on with: were others chosen instead, more would be changed than may be.
        return priority.Sort(old).OrderByDescending(InPlaceUpdate.IsBegun)
            .Take(Math.Max(0, old.Length - set.Partition)).Select(p => places[p.Meta.Name]);
    }

    private static WorkloadAction? Step(AdvancedStatefulSetDraft draft, PodView pod)
    {
        var (style, name) = (draft.Set.Style, PodLabels.RevisionOf(pod));
        var before = draft.Revisions.FirstOrDefault(r => r.Name == name);
        if (style != UpdateStyle.Recreate && before is not null
            && InPlaceChange.Between(before.Template, draft.Update.Template) is { } change)
        {
            return draft.Steps.Update(
                pod, change, draft.Update, (WellKnown.ControllerRevisionHash, draft.Update.Name));
        }

        return style == UpdateStyle.InPlaceOnly ? null : draft.Steps.Leave(pod, "it is of an old revision");
    }
}
