using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Ownership;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Twin.Behaviour.ReplicaSets;

/// <summary>Keeps as many pods as a ReplicaSet asks for, and counts them.</summary>
internal static class ReplicaSetPlanner
{
    /// <summary>The most pods that one plan creates or deletes.</summary>
    public const int Burst = 500;

    public static ReplicaSetPlan Plan(ReplicaSetObservation seen)
    {
        var set = seen.Set;
        var reference = OwnerReference.ControllerOf(set.Type.ApiVersion, set.Type.Kind, set.Meta);
        var claims = Claim(seen, reference);
        var active = claims.Owned.Where(p => p.IsActive).ToImmutableArray();
        ImmutableArray<WorkloadAction> changes = set.Meta.IsDeleting ? [] : Resize(set, active, reference);
        return new ReplicaSetPlan([.. claims.Actions, .. changes], Status(seen, claims.Owned, active))
        {
            LookAgainAt = NextAvailable(seen, active),
        };
    }

    private static Claims<PodView> Claim(ReplicaSetObservation seen, OwnerReference reference)
    {
        var selector = seen.Set.Selector;
        var rules = new ClaimRules<PodView>(
            seen.Set.Meta, reference, ChildKind.Pod, p => selector?.Matches(p.Meta.Labels) ?? false);
        return ClaimPlanner.Plan(rules, seen.Candidates.Where(p => !p.IsTerminal));
    }

    private static ImmutableArray<WorkloadAction> Resize(
        ReplicaSetView set, ImmutableArray<PodView> active, OwnerReference reference)
    {
        var missing = Math.Min(set.Replicas - active.Length, Burst);
        if (missing > 0)
        {
            return [.. Enumerable.Range(0, missing).Select(_ => Create(set, reference))];
        }

        return
        [
            .. DeletionRank.First(Math.Min(-missing, Burst), active)
                .Select(p => new WorkloadAction.Delete(ChildKind.Pod, p.Meta, "more pods than wanted")),
        ];
    }

    private static WorkloadAction.CreatePod Create(ReplicaSetView set, OwnerReference reference)
    {
        var body = PodBody.From(set.Template, set.Meta.Namespace, reference);
        body["metadata"]!["generateName"] = $"{set.Meta.Name}-";
        return new WorkloadAction.CreatePod(body, set.Meta.Name, "fewer pods than wanted");
    }

    private static ReplicaSetStatus Status(
        ReplicaSetObservation seen, ImmutableArray<PodView> owned, ImmutableArray<PodView> active)
    {
        var set = seen.Set;
        var minReady = TimeSpan.FromSeconds(set.MinReadySeconds);
        return set.Status with
        {
            ObservedGeneration = set.Meta.Generation,
            Replicas = active.Length,
            FullyLabeled = active.Count(p => set.Template.Labels.All(l => p.Meta.Labels[l.Key] == l.Value)),
            Ready = active.Count(p => p.IsReady),
            Available = active.Count(p => p.IsAvailable(minReady, seen.Now)),
            Terminating = set.Type.Kind == "ReplicaSet" ? owned.Count(p => p.Meta.IsDeleting) : null,
        };
    }

    private static DateTimeOffset? NextAvailable(ReplicaSetObservation seen, ImmutableArray<PodView> active)
    {
        var minReady = TimeSpan.FromSeconds(seen.Set.MinReadySeconds);
        return active
            .Select(p => p.AvailableAt(minReady))
            .Where(at => at > seen.Now)
            .Min();
    }
}
