using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Ownership;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Revisions;

namespace Fairway.Workloads.Pods;

/// <summary>The pods and the revisions that belong to a set, and the writes that make it so.</summary>
internal sealed record SetChildren(
    ImmutableArray<PodView> Pods, ImmutableArray<RevisionView> Revisions, ImmutableArray<WorkloadAction> Actions)
{
    /// <param name="owner">The set.</param>
    /// <param name="selector">Which labels its pods and its revisions have.</param>
    /// <param name="pods">Pods that may be its own.</param>
    /// <param name="revisions">Revisions that may be its own.</param>
    /// <param name="isMember">What else a pod must be; null for nothing.</param>
    public static SetChildren Of(
        RevisionOwner owner,
        LabelSelector selector,
        ImmutableArray<PodView> pods,
        ImmutableArray<RevisionView> revisions,
        Func<PodView, bool>? isMember = null)
    {
        var claimed = ClaimPlanner.Plan(
            new ClaimRules<PodView>(
                owner.Meta,
                owner.Reference,
                ChildKind.Pod,
                p => selector.Matches(p.Meta.Labels) && (isMember?.Invoke(p) ?? true)),
            pods);
        var history = ClaimPlanner.Plan(
            new ClaimRules<RevisionView>(
                owner.Meta, owner.Reference, ChildKind.ControllerRevision, r => selector.Matches(r.Meta.Labels)),
            revisions);
        return new SetChildren(claimed.Owned, history.Owned, [.. history.Actions, .. claimed.Actions]);
    }
}
