using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Daemons;
using Fairway.Kube.Pods.Running;

namespace Fairway.Workloads.DaemonSets;

/// <summary>Brings an Advanced DaemonSet a step on.</summary>
internal sealed class AdvancedDaemonSetReconciler(WorkloadCaches caches, WorkloadWriter writer, TimeProvider time)
    : IReconciler
{
    private readonly FailedDaemonPods failures = FailedDaemonPods.Usual;

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.DaemonSets.Find(key)?.Value is not { } set || !caches.AreOurs(caches.DaemonSets.Resource))
        {
            return Outcome.Settled;
        }

        var now = time.GetUtcNow();
        failures.Forget(now);
        var plan = AdvancedDaemonSetPlanner.Plan(new AdvancedDaemonSetObservation(set, now)
        {
            Held = failures.Held(set.Meta, now),
            Nodes = [.. caches.Nodes.Values()],
            Pods = [.. caches.Pods.Candidates(set.Meta, set.Selector)],
            Revisions = [.. caches.Revisions.Candidates(set.Meta, set.Selector)],
        });
        failures.Deleted(set.Meta, plan.FailedOn, now);
        var refusal = await writer.ActAsync(set.Meta, plan.Actions, cancel);
        await writer.WriteStatusAsync(
            set.Meta, StatusPatch.Between(set.Status.ToJson(), plan.Status.ToJson()), cancel);
        return Outcomes.After(refusal, plan.LookAgainAt);
    }
}
