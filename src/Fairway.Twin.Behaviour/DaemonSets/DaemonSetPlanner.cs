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
                .Concat(Replaceable(draft))
                .Where(at => at > seen.Now).Min(),
            FailedOn = [.. draft.Nodes.Where(n => Ended(draft, n).Any(IsFailed)).Select(n => n.Name)],
        };
    }

    private static IEnumerable<WorkloadAction> Decide(DaemonSetDraft draft)
    {
        var kept = draft.Nodes.SelectMany(n => Keep(draft, n)).Take(Burst).ToArray();
        var touched = kept.OfType<WorkloadAction.CreatePod>().Select(c => c.Label).ToImmutableHashSet();
        return draft.Set.OnDelete ? kept : kept.Concat(DaemonRollout.Step(draft, touched).Take(Burst));
    }

    /// <summary>What one node needs whatever is rolled out: a pod where one is missing, none where none
    /// belongs.</summary>
    private static IEnumerable<WorkloadAction> Keep(DaemonSetDraft draft, DaemonNode node)
    {
        if (node.IsInOrder)
        {
            return [];
        }

        if (!node.MayStay)
        {
            return node.Pods.Where(p => !p.Meta.IsDeleting).Select(p => Delete(p, "it does not belong on its node"));
        }

        var ended = Ended(draft, node).Select(p => Delete(p, "it has ended"));
        if (node.ShouldRun && node.Pods.IsEmpty)
        {
            return [draft.Create(node.Name, "the node has none")];
        }

        return ended.Concat(draft.MaxSurge > 0 ? PruneSurge(draft, node) : PruneExtra(node));
    }

    // A node that refuses a pod refuses the next as fast: such pods are replaced ever later.
    private static IEnumerable<PodView> Ended(DaemonSetDraft draft, DaemonNode node) => node.Pods.Where(p =>
        node.MayStay && p.IsTerminal && !p.Meta.IsDeleting && !(IsFailed(p) && draft.Held.ContainsKey(node.Name)));

    private static bool IsFailed(PodView pod) => pod.Phase == PodPhase.Failed;

    private static IEnumerable<DateTimeOffset?> Replaceable(DaemonSetDraft draft) =>
        from node in draft.Nodes
        where node.Pods.Any(p => IsFailed(p) && !p.Meta.IsDeleting) && draft.Held.ContainsKey(node.Name)
        select (DateTimeOffset?)draft.Held[node.Name];

    private static IEnumerable<WorkloadAction> PruneExtra(DaemonNode node) =>
        node.Active.Skip(1).Select(p => Delete(p, "the node has an older one"));

    // While surging a node may have an old and a new pod: the old one goes when it is of no use or the new one is
    // available.
    private static IEnumerable<WorkloadAction> PruneSurge(DaemonSetDraft draft, DaemonNode node)
    {
        var newest = node.Active.Where(draft.IsUpdated).ToArray();
        var old = node.Active.Where(p => !draft.IsUpdated(p)).ToArray();
        var extra = newest.Skip(1).Concat(old.Skip(1)).Select(p => Delete(p, "the node has an older one"));
        return newest.Length > 0 && old.Length > 0 && (!old[0].IsReady || draft.IsAvailable(newest[0]))
            ? extra.Append(Delete(old[0], "the new one takes its place"))
            : extra;
    }

    private static WorkloadAction.Delete Delete(PodView pod, string reason) => new(ChildKind.Pod, pod.Meta, reason);

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
