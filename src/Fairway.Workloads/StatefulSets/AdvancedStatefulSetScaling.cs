using Fairway.Kube.Pods.Planning;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.StatefulSets;

/// <summary>Which pods of an Advanced StatefulSet come and go: in ascending and in descending order, one at a time
/// unless the set is parallel.</summary>
internal static class AdvancedStatefulSetScaling
{
    /// <summary>Fills the places in order.</summary>
    public static Filling FillPlaces(AdvancedStatefulSetDraft draft, List<WorkloadAction> actions)
    {
        var result = Filling.Full;
        var room = draft.Set.ScaleMaxUnavailable is { } limit && draft.Set.Parallel
            ? Math.Max(1, limit.RoundDown(draft.Set.Replicas))
                - draft.Places.Count(p => p.Pod is not null && !draft.IsAvailable(p.Pod))
            : int.MaxValue;
        foreach (var place in draft.Places)
        {
            if (place.Pod is null && result == Filling.Full
                && !ClaimRetention.IsGoing(draft, draft.Set.NameOf(place.Ordinal)) && room-- > 0)
            {
                actions.AddRange(AdvancedStatefulSetPod.Create(draft, place));
            }
            else if (place.Pod is { IsTerminal: true, Meta.IsDeleting: false } ended)
            {
                actions.Add(
                    new WorkloadAction.Delete(ChildKind.Pod, ended.Meta, "it has ended; its place is filled anew"));
            }

            if (draft.Set.Parallel || draft.IsAvailable(place.Pod))
            {
                continue;
            }

            // A broken pod that is to be changed anyway is not waited for: the fix must not wait for what it mends.
            if (place.Pod is null || !AdvancedStatefulSetUpdating.IsDue(draft, place))
            {
                return result == Filling.Mends ? result : Filling.Waits;
            }

            result = Filling.Mends;
        }

        return result;
    }

    /// <summary>Removes pods beyond the wanted ordinals, the highest first; false where something must be waited
    /// for.</summary>
    public static bool Remove(AdvancedStatefulSetDraft draft, List<WorkloadAction> actions)
    {
        foreach (var pod in draft.Condemned)
        {
            if (!pod.Meta.IsDeleting && draft.Steps.Leave(pod, "its ordinal is not wanted") is { } leave)
            {
                actions.Add(leave);
            }

            if (!draft.Set.Parallel)
            {
                return false;
            }
        }

        return true;
    }
}
