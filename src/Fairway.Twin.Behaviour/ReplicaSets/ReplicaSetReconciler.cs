using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.ReplicaSets;

/// <summary>Brings a ReplicaSet a step on.</summary>
internal sealed class ReplicaSetReconciler(
    ObjectCache<ReplicaSetView> sets, ClusterCaches caches, WorkloadWriter writer, TimeProvider time) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (sets.Find(key)?.Value is not { } set)
        {
            return Outcome.Settled;
        }

        var now = time.GetUtcNow();
        var seen = new ReplicaSetObservation(set, [.. caches.Pods.Candidates(set.Meta, set.Selector)], now);
        var plan = ReplicaSetPlanner.Plan(seen);
        var refusal = await writer.ActAsync(set.Meta, plan.Actions, cancel);
        var status = ReplicaFailure.With(plan.Status, refusal, now);
        await writer.WriteStatusAsync(set.Meta, StatusPatch.Between(set.Status.ToJson(), status.ToJson()), cancel);
        return Outcomes.After(refusal, plan.LookAgainAt);
    }
}
