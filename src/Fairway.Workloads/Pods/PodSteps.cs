using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;
using Fairway.Workloads.Kruise;

namespace Fairway.Workloads.Pods;

/// <summary>The next write for a pod that is held by hooks, updated in place or sent away.</summary>
/// <param name="Hooks">What holds pods.</param>
/// <param name="InPlace">How they are updated in place.</param>
/// <param name="Now">The present.</param>
internal sealed record PodSteps(Hooks Hooks, InPlaceUpdate InPlace, DateTimeOffset Now)
{
    private const string Held = "LifecycleHook";

    /// <summary>Takes a pod on as its hooks and its update in place allow; null where there is nothing to do.</summary>
    /// <param name="pod">An active pod.</param>
    /// <param name="isUpdated">It is of the update revision.</param>
    public WorkloadAction? Refresh(PodView pod, bool isUpdated) => Ready(pod) ?? Move(pod, isUpdated);

    /// <summary>Makes a pod ready whose update in place is done, and ready or not as the hook says that holds it; null
    /// where it is already.</summary>
    public WorkloadAction.ChangePod? Ready(PodView pod)
    {
        if (!pod.Spec.ReadinessGates.Contains(KruiseNames.PodReady))
        {
            return InPlace.Finish(pod);
        }

        // Others may have made the pod unready for reasons of theirs: that is left to them.
        var (state, before) = (Lifecycle.StateOf(pod), pod.Find(KruiseNames.PodReady));
        var turned = Hooks.IsUnready(state) switch
        {
            true when before is not { Status: "False" } => new Condition(KruiseNames.PodReady, "False", Held, state),
            false when before is null or { Status: "False", Reason: Held } =>
                new Condition(KruiseNames.PodReady, "True"),
            _ => null,
        };
        return turned is null
            ? InPlace.Finish(pod)
            : ReadinessGate.Turn(pod, turned, Now, "a hook says whether it is to be ready");
    }

    /// <summary>The next step of an update in place; null where a hook or the grace must be waited for.</summary>
    public WorkloadAction? Update(
        PodView pod, InPlaceChange change, RevisionView target, params (string Key, string Value)[] labels)
    {
        if (Hooks.InPlaceUpdate?.Holds(pod) ?? false)
        {
            return Lifecycle.StateOf(pod) == Lifecycle.PreparingUpdate
                ? null
                : Lifecycle.Move(pod, Lifecycle.PreparingUpdate, Now, "a hook holds it before its update");
        }

        return InPlace.Next(pod, change, target, [.. labels, (KruiseNames.LifecycleState, Lifecycle.Updating)]);
    }

    /// <summary>What takes a pod into use again that was prepared and is not to be updated after all; null for
    /// nothing.</summary>
    public WorkloadAction? Restore(PodView pod) => InPlaceUpdate.IsPrepared(pod)
        ? InPlace.Restore(pod)
        : Lifecycle.StateOf(pod) == Lifecycle.PreparingUpdate
            ? Lifecycle.Move(
                pod,
                Hooks.InPlaceUpdate?.HoldsWholly(pod) ?? true ? Lifecycle.Normal : Lifecycle.Updated,
                Now,
                "it is not to be updated any more")
            : null;

    public bool IsHeld(PodView pod) => Hooks.PreDelete?.Holds(pod) ?? false;

    /// <summary>Deletes a pod, or has it wait for the hook that holds it; null where it waits already.</summary>
    public WorkloadAction? Leave(PodView pod, string reason) => !IsHeld(pod)
        ? new WorkloadAction.Delete(ChildKind.Pod, pod.Meta, reason)
        : Lifecycle.IsPreparingDelete(pod)
            ? null
            : Lifecycle.Move(pod, Lifecycle.PreparingDelete, Now, $"{reason}, and held by a hook");

    private WorkloadAction.ChangePod? Move(PodView pod, bool isUpdated)
    {
        var isLetGo = Hooks.InPlaceUpdate?.HoldsWholly(pod) ?? true;
        var (state, reason) = Lifecycle.StateOf(pod) switch
        {
            Lifecycle.PreparingNormal when Hooks.PreNormal?.HoldsWholly(pod) ?? pod.NodeName is not null =>
                (Lifecycle.Normal, "it may be used"),

            // Rolled back while it was held: it is of the revision that is wanted.
            Lifecycle.PreparingUpdate when isUpdated =>
                (isLetGo ? Lifecycle.Normal : Lifecycle.Updated, "it is of the update revision already"),
            Lifecycle.Updating when !InPlaceUpdate.IsUnderWay(pod) =>
                (isLetGo ? Lifecycle.Normal : Lifecycle.Updated, "its containers run the new images"),
            Lifecycle.Updated when isLetGo => (Lifecycle.Normal, "it may be used again"),
            _ => ("", ""),
        };
        return state.Length == 0 ? null : Lifecycle.Move(pod, state, Now, reason);
    }
}
