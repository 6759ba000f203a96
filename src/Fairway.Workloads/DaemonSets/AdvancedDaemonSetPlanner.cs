using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;
using Fairway.Workloads.Kruise;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.DaemonSets;

/// <summary>Keeps one pod on every node that the template fits, and updates them by parts.</summary>
internal static class AdvancedDaemonSetPlanner
{
    public static AdvancedDaemonSetPlan Plan(AdvancedDaemonSetObservation seen)
    {
        var set = seen.Set;
        var owner = Owner(set);
        var children = SetChildren.Of(owner, set.Selector, seen.Pods, seen.Revisions);
        if (set.Meta.IsDeleting)
        {
            return new AdvancedDaemonSetPlan(children.Actions, set.Status);
        }

        var revision = RevisionPlanner.Plan(owner, children.Revisions);
        var draft = new AdvancedDaemonSetDraft(seen, children.Pods, children.Revisions, revision.Update);
        return new AdvancedDaemonSetPlan(
            [
                .. children.Actions,
                .. revision.Actions,
                .. Decide(draft),
                .. OldRevisions.Delete(
                    draft.Revisions, draft.Owned, set.RevisionHistoryLimit, draft.Update.Name),
            ],
            Status(draft, revision.CollisionCount))
        {
            LookAgainAt = LookAgainAt(draft),
            FailedOn = [.. draft.FailedOn(draft.Nodes)],
        };
    }

    private static RevisionOwner Owner(AdvancedDaemonSetView set) => new(
        set.Meta,
        KruiseResources.DaemonSets.Kind,
        set.Template,
        WellKnown.ControllerRevisionHash,
        set.Status.CollisionCount)
    {
        ApiVersion = KruiseResources.DaemonSets.ApiVersion,
    };

    private static IEnumerable<WorkloadAction> Decide(AdvancedDaemonSetDraft draft)
    {
        var burst = Math.Max(1, draft.Set.Burst.RoundUp(draft.Desired));
        var kept = draft.Nodes.SelectMany(draft.Keep).Select(action => Held(draft, action)).OfType<WorkloadAction>()
            .Take(burst).ToArray();
        var touched = kept.OfType<WorkloadAction.CreatePod>().Select(c => c.Label).ToImmutableHashSet();
        var gone = kept.OfType<WorkloadAction.Delete>().Select(d => d.Child.Name).ToHashSet(StringComparer.Ordinal);
        return kept
            .Concat(draft.Owned.Where(p => p.IsActive && !gone.Contains(p.Meta.Name))
                .Select(p => Refresh(draft, p)).OfType<WorkloadAction>())
            .Concat(AdvancedRollout.Step(draft, touched).Take(burst));
    }

    // A pod that has ended needs no leave to go.
    private static WorkloadAction? Held(AdvancedDaemonSetDraft draft, WorkloadAction action) =>
        action is WorkloadAction.CreatePod create && draft.Withheld.Contains(create.Label) ? null
        : action is WorkloadAction.Delete { Kind: ChildKind.Pod } delete
        && draft.Owned.FirstOrDefault(p => p.Meta.Name == delete.Child.Name) is { IsActive: true } pod
            ? draft.Steps.Leave(pod, delete.Reason)
            : action;

    /// <summary>Pods whose update in place is done are ready again, and those that a hook has let go, go.</summary>
    private static WorkloadAction? Refresh(AdvancedDaemonSetDraft draft, PodView pod) =>
        Lifecycle.IsPreparingDelete(pod) && !draft.Steps.IsHeld(pod)
            ? new WorkloadAction.Delete(ChildKind.Pod, pod.Meta, "its hooks have let it go")
            : draft.Steps.Ready(pod);

    private static DateTimeOffset? LookAgainAt(AdvancedDaemonSetDraft draft) => draft.Owned
        .Select(draft.Health.AvailableAt)
        .Concat(draft.Replaceable(draft.Nodes))
        .Where(at => at > draft.Now)
        .Min();

    private static AdvancedDaemonSetStatus Status(AdvancedDaemonSetDraft draft, int? collisions)
    {
        var running = draft.Nodes.Where(n => n.ShouldRun && !n.Pods.IsEmpty).ToArray();
        var available = draft.Pairs.Count(p => p.IsServed(draft));
        return new AdvancedDaemonSetStatus
        {
            ObservedGeneration = draft.Set.Meta.Generation,
            Desired = draft.Desired,
            Current = running.Length,
            Misscheduled = draft.Nodes.Count(n => !n.ShouldRun && !n.Pods.IsEmpty),
            Ready = running.Count(n => n.Pods.Any(PodHealth.IsReady)),
            Updated = draft.Pairs.Count(p => p.New is not null),
            Available = available,
            Unavailable = draft.Desired - available,
            CollisionCount = collisions,
            Hash = draft.Update.Hash,
            Conditions = draft.Set.Status.Conditions,
        };
    }
}
