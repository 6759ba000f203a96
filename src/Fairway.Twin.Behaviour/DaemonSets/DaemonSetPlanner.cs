using System.Collections.Immutable;
using Fairway.Kube.Pods.Daemons;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Ownership;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;

namespace Fairway.Twin.Behaviour.DaemonSets;

/// <summary>Keeps one pod on every node that the template fits, and replaces them as the update strategy
/// allows.</summary>
internal static class DaemonSetPlanner
{
    /// <summary>The most pods that one plan creates or deletes.</summary>
    public const int Burst = 250;

    public static DaemonSetPlan Plan(DaemonSetObservation seen)
    {
        var set = seen.Set;
        if (set.Selector.IsEmpty)
        {
            return new DaemonSetPlan([], set.Status);
        }

        var owner = new RevisionOwner(
            set.Meta, "DaemonSet", set.Template, WellKnown.ControllerRevisionHash, set.Status.CollisionCount);
        var pods = ClaimPlanner.Plan(
            new ClaimRules<PodView>(
                set.Meta, owner.Reference, ChildKind.Pod, p => set.Selector.Matches(p.Meta.Labels)),
            seen.Pods);
        var revisions = ClaimPlanner.Plan(
            new ClaimRules<RevisionView>(
                set.Meta, owner.Reference, ChildKind.ControllerRevision, r => set.Selector.Matches(r.Meta.Labels)),
            seen.Revisions);
        var revision = RevisionPlanner.Plan(owner, revisions.Owned);
        var draft = new DaemonSetDraft(seen, pods.Owned, revision.Update);
        ImmutableArray<WorkloadAction> writes = set.Meta.IsDeleting
            ? []
            : [.. revision.Actions, .. Decide(draft), .. CleanUp(draft, revisions.Owned, pods.Owned)];
        return new DaemonSetPlan(
            [.. revisions.Actions, .. pods.Actions, .. writes], Status(draft, revision.CollisionCount))
        {
            LookAgainAt = (set.MinReadySeconds == 0 ? [] : pods.Owned.Select(draft.AvailableAt))
                .Concat(draft.Replaceable(draft.Nodes))
                .Where(at => at > seen.Now).Min(),
            FailedOn = [.. draft.FailedOn(draft.Nodes)],
        };
    }

    private static IEnumerable<WorkloadAction> Decide(DaemonSetDraft draft)
    {
        var kept = draft.Nodes.SelectMany(draft.Keep).Take(Burst).ToArray();
        var touched = kept.OfType<WorkloadAction.CreatePod>().Select(c => c.Label).ToImmutableHashSet();
        return draft.Set.OnDelete ? kept : kept.Concat(DaemonRollout.Step(draft, touched).Take(Burst));
    }

    private static IEnumerable<WorkloadAction> CleanUp(
        DaemonSetDraft draft, ImmutableArray<RevisionView> revisions, ImmutableArray<PodView> pods)
    {
        var used = pods.Select(p => p.Meta.Labels[WellKnown.ControllerRevisionHash]).ToHashSet(StringComparer.Ordinal);
        return RevisionPlanner.CleanUp(
            revisions, r => r.Name == draft.Update.Name || used.Contains(r.Hash), draft.Set.RevisionHistoryLimit);
    }

    private static DaemonSetStatus Status(DaemonSetDraft draft, int? collisions)
    {
        var running = draft.Nodes.Where(n => n.ShouldRun && !n.Pods.IsEmpty).Select(n => n.Pods[0]).ToArray();
        var available = running.Count(p => p.IsReady && draft.IsAvailable(p));
        return new DaemonSetStatus
        {
            ObservedGeneration = draft.Set.Meta.Generation,
            Desired = draft.Desired,
            Current = running.Length,
            Misscheduled = draft.Nodes.Count(n => !n.ShouldRun && !n.Pods.IsEmpty),
            Ready = running.Count(p => p.IsReady),
            Updated = running.Count(draft.IsUpdated),
            Available = available,
            Unavailable = draft.Desired - available,
            CollisionCount = collisions,
        };
    }
}
