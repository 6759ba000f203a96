using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.CloneSets;

/// <summary>Takes pods on as their hooks and their updates in place allow, one write a pod.</summary>
internal static class CloneSetLifecycle
{
    public static ImmutableArray<WorkloadAction> Refresh(CloneSetDraft draft) =>
        [.. draft.Pods.Select(p => Next(draft, p)).OfType<WorkloadAction>()];

    private static WorkloadAction? Next(CloneSetDraft draft, PodView pod) =>
        draft.InPlace.Finish(pod) ?? Move(draft, pod);

    private static WorkloadAction.ChangePod? Move(CloneSetDraft draft, PodView pod)
    {
        var hooks = draft.Set.Hooks;
        var isLetGo = hooks.InPlaceUpdate?.HoldsWholly(pod) ?? true;
        var (state, reason) = Lifecycle.StateOf(pod) switch
        {
            Lifecycle.PreparingNormal when hooks.PreNormal?.HoldsWholly(pod) ?? pod.NodeName is not null =>
                (Lifecycle.Normal, "it may be used"),

            // Rolled back while it was held: it is of the revision that is wanted.
            Lifecycle.PreparingUpdate when draft.IsUpdated(pod) =>
                (isLetGo ? Lifecycle.Normal : Lifecycle.Updated, "it is of the update revision already"),
            Lifecycle.Updating when !InPlaceUpdate.IsUnderWay(pod) =>
                (isLetGo ? Lifecycle.Normal : Lifecycle.Updated, "its containers run the new images"),
            Lifecycle.Updated when isLetGo => (Lifecycle.Normal, "it may be used again"),
            _ => ("", ""),
        };
        return state.Length == 0 ? null : Lifecycle.Move(pod, state, draft.Now, reason);
    }
}
