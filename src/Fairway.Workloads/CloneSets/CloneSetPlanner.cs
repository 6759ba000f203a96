using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;
using Fairway.Workloads.Kruise;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.CloneSets;

/// <summary>
/// Keeps as many pods as are wanted, and brings them to the present template. Where pods are created or deleted, none
/// is updated by the same plan.
/// </summary>
internal static class CloneSetPlanner
{
    public static CloneSetPlan Plan(CloneSetObservation seen)
    {
        var set = seen.Set;
        var owner = Owner(set);
        var children = SetChildren.Of(owner, set.Selector, seen.Pods, seen.Revisions);
        if (set.Meta.IsDeleting)
        {
            return new CloneSetPlan(
                children.Actions,
                set.Status with { ObservedGeneration = set.Meta.Generation });
        }

        var revision = RevisionPlanner.Plan(owner, children.Revisions);
        var draft = new CloneSetDraft(seen, children.Pods, children.Revisions, revision.Update);
        var status = CloneSetCounting.Status(draft, revision.CollisionCount);
        return new CloneSetPlan(
            [
                .. children.Actions,
                .. revision.Actions,
                .. Decide(draft),
                .. OldRevisions.Delete(
                    draft.Revisions, draft.All, set.RevisionHistoryLimit, draft.Current.Name, draft.Update.Name),
            ],
            status)
        {
            LookAgainAt = LookAgainAt(draft, status),
        };
    }

    private static RevisionOwner Owner(CloneSetView set) => new(
        set.Meta, KruiseResources.CloneSets.Kind, set.Template, WellKnown.RevisionHash, set.Status.CollisionCount)
    {
        ApiVersion = KruiseResources.CloneSets.ApiVersion,
    };

    private static ImmutableArray<WorkloadAction> Decide(CloneSetDraft draft)
    {
        var scaling = CloneSetScaling.Decide(draft);
        if (!scaling.IsEmpty)
        {
            return scaling;
        }

        ImmutableArray<WorkloadAction> onItsWay =
            [.. draft.Pods.Select(p => draft.Steps.Refresh(p, IsAsWanted(p))).OfType<WorkloadAction>()];
        var updating = onItsWay.IsEmpty ? CloneSetUpdating.Decide(draft) : onItsWay;
        return updating.IsEmpty ? [.. CloneSetScaling.LeftClaims(draft)] : updating;

        bool IsAsWanted(PodView pod) => draft.IsUpdated(pod) == draft.Numbers.Update >= 0;
    }

    private static DateTimeOffset? LookAgainAt(CloneSetDraft draft, CloneSetStatus status) => draft.Pods
        .SelectMany(p => new[] { draft.Health.AvailableAt(p), draft.InPlace.PreparedUntil(p) })
        .Append(CloneSetProgress.DeadlineOf(draft.Set, status))
        .Where(at => at > draft.Now)
        .Min();
}
