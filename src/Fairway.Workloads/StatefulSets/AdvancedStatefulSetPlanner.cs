using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;
using Fairway.Workloads.Kruise;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.StatefulSets;

/// <summary>Keeps one pod for each ordinal that is wanted, and updates them by parts, several at a time.</summary>
internal static class AdvancedStatefulSetPlanner
{
    public static AdvancedStatefulSetPlan Plan(AdvancedStatefulSetObservation seen)
    {
        var set = seen.Set;
        var owner = Owner(set);
        var children = SetChildren.Of(
            owner, set.Selector, seen.Pods, seen.Revisions, p => set.OrdinalOf(p.Meta.Name) is not null);
        if (set.Meta.IsDeleting)
        {
            return new AdvancedStatefulSetPlan(
                children.Actions,
                set.Status with { ObservedGeneration = set.Meta.Generation });
        }

        var revision = RevisionPlanner.Plan(owner, children.Revisions);
        var draft = new AdvancedStatefulSetDraft(seen, children.Pods, children.Revisions, revision.Update);
        return new AdvancedStatefulSetPlan(
            [
                .. children.Actions,
                .. revision.Actions,
                .. ClaimRetention.Decide(draft),
                .. Decide(draft),
                .. OldRevisions.Delete(
                    draft.Revisions, draft.Owned, set.RevisionHistoryLimit, draft.Current.Name, draft.Update.Name),
            ],
            Status(draft, revision.CollisionCount))
        {
            LookAgainAt = draft.Owned
                .SelectMany(p => new[] { draft.Health.AvailableAt(p), draft.InPlace.PreparedUntil(p) })
                .Where(at => at > seen.Now).Min(),
        };
    }

    private static RevisionOwner Owner(AdvancedStatefulSetView set) => new(
        set.Meta, KruiseResources.StatefulSets.Kind, set.Template, WellKnown.RevisionHash, set.Status.CollisionCount)
    {
        ApiVersion = KruiseResources.StatefulSets.ApiVersion,
    };

    private static List<WorkloadAction> Decide(AdvancedStatefulSetDraft draft)
    {
        List<WorkloadAction> actions = [.. Refresh(draft)];
        if (actions.Count > 0)
        {
            return actions;
        }

        var filling = AdvancedStatefulSetScaling.FillPlaces(draft, actions);
        if (filling == Filling.Mends
            || (filling == Filling.Full && AdvancedStatefulSetScaling.Remove(draft, actions)))
        {
            actions.AddRange(AdvancedStatefulSetUpdating.Decide(draft));
        }

        return actions;
    }

    /// <summary>Pods go on with what has been begun with them.</summary>
    private static IEnumerable<WorkloadAction> Refresh(AdvancedStatefulSetDraft draft) => draft.Owned
        .Where(p => p.IsActive)
        .Select(p => Lifecycle.IsPreparingDelete(p) && !draft.Steps.IsHeld(p)
            ? draft.Steps.Leave(p, "its hooks have let it go")
            : draft.Steps.Refresh(p, draft.IsUpdated(p)))
        .OfType<WorkloadAction>();

    private static AdvancedStatefulSetStatus Status(AdvancedStatefulSetDraft draft, int? collisions)
    {
        var set = draft.Set;
        var staying = draft.Owned.Where(p => !p.Meta.IsDeleting).ToArray();
        var updated = staying.Where(draft.IsUpdated).ToArray();
        var status = new AdvancedStatefulSetStatus
        {
            ObservedGeneration = set.Meta.Generation,
            Replicas = draft.Owned.Length,
            Ready = draft.Owned.Count(PodHealth.IsReady),
            Available = staying.Count(draft.IsAvailable),
            Current = staying.Count(p => PodLabels.RevisionOf(p) == draft.Current.Name),
            Updated = updated.Length,
            UpdatedReady = updated.Count(PodHealth.IsReady),
            UpdatedAvailable = updated.Count(draft.IsAvailable),
            CurrentRevision = draft.Current.Name,
            UpdateRevision = draft.Update.Name,
            CollisionCount = collisions ?? 0,
            LabelSelector = SelectorText.Of(set.Selector),
            Conditions = set.Status.Conditions,
        };

        // What is wanted is compared with, not what is there: a pod that is just being made anew counts as well.
        var isComplete = set.Style != UpdateStyle.OnDelete && set.Replicas > 0 && status.Updated == set.Replicas
            && status.Replicas == set.Replicas && status.Ready == set.Replicas;
        return isComplete ? status with { CurrentRevision = draft.Update.Name, Current = status.Updated } : status;
    }
}
