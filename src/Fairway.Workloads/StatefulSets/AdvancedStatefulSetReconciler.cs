using System.Collections.Immutable;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Running;
using Fairway.Workloads.Pods;

namespace Fairway.Workloads.StatefulSets;

/// <summary>Brings an Advanced StatefulSet a step on.</summary>
internal sealed class AdvancedStatefulSetReconciler(WorkloadCaches caches, WorkloadWriter writer, TimeProvider time)
    : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.StatefulSets.Find(key)?.Value is not { } set || !caches.AreOurs(caches.StatefulSets.Resource))
        {
            return Outcome.Settled;
        }

        ImmutableArray<PodView> pods = [.. caches.Pods.Candidates(set.Meta, set.Selector)];
        var plan = AdvancedStatefulSetPlanner.Plan(new AdvancedStatefulSetObservation(set, time.GetUtcNow())
        {
            Pods = pods,
            Revisions = [.. caches.Revisions.Candidates(set.Meta, set.Selector)],
            Claims = [.. Claims(set, pods)],
        });
        var refusal = await writer.ActAsync(set.Meta, plan.Actions, cancel);
        await writer.WriteStatusAsync(
            set.Meta, StatusPatch.Between(set.Status.ToJson(), plan.Status.ToJson()), cancel);
        return Outcomes.After(refusal, plan.LookAgainAt);
    }

    private IEnumerable<LabelledView> Claims(AdvancedStatefulSetView set, ImmutableArray<PodView> pods) =>
        set.Claims.IsEmpty
            ? []
            : pods.Select(pod => pod.Meta.Name)
                .Concat(set.Reserved.Free(set.FirstOrdinal, set.Replicas).Select(set.NameOf)).Distinct()
                .SelectMany(pod => set.Claims.Select(claim => new ObjectKey(set.Meta.Namespace, claim.NameOf(pod))))
                .Select(key => caches.Claims.Find(key)?.Value).OfType<LabelledView>();
}
