using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;

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

        var plan = AdvancedStatefulSetPlanner.Plan(new AdvancedStatefulSetObservation(set, time.GetUtcNow())
        {
            Pods = [.. caches.Pods.Candidates(set.Meta, set.Selector)],
            Revisions = [.. caches.Revisions.Candidates(set.Meta, set.Selector)],
        });
        var refusal = await writer.ActAsync(set.Meta, plan.Actions, cancel);
        await writer.WriteStatusAsync(
            set.Meta, StatusPatch.Between(set.Status.ToJson(), plan.Status.ToJson()), cancel);
        return Outcomes.After(refusal, plan.LookAgainAt);
    }
}
