using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;

namespace Fairway.Workloads.CloneSets;

/// <summary>Brings a CloneSet a step on.</summary>
internal sealed class CloneSetReconciler(WorkloadCaches caches, WorkloadWriter writer, TimeProvider time)
    : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.CloneSets.Find(key)?.Value is not { } set || !caches.AreOurs(caches.CloneSets.Resource))
        {
            return Outcome.Settled;
        }

        var plan = CloneSetPlanner.Plan(new CloneSetObservation(set, time.GetUtcNow())
        {
            Pods = [.. caches.Pods.Candidates(set.Meta, null)],
            Revisions = [.. caches.Revisions.Candidates(set.Meta, set.Selector)],
            Claims = [.. caches.Claims.Candidates(set.Meta, null)],
        });
        var refusal = await writer.ActAsync(set.Meta, plan.Actions, cancel);
        await writer.WriteStatusAsync(
            set.Meta, StatusPatch.Between(set.Status.ToJson(), plan.Status.ToJson()), cancel);
        return Outcomes.After(refusal, plan.LookAgainAt);
    }
}
