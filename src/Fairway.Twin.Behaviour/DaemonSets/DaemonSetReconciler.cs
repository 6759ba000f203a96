using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Daemons;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.DaemonSets;

/// <summary>Brings a DaemonSet a step on.</summary>
internal sealed class DaemonSetReconciler(ClusterCaches caches, WorkloadWriter writer, TimeProvider time) : IReconciler
{
    /// <summary>What it remembers of pods that failed; another one in simulations of a controller that does
    /// not.</summary>
    public FailedDaemonPods Failures { get; set; } = FailedDaemonPods.Usual;

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.DaemonSets.Find(key)?.Value is not { } set)
        {
            return Outcome.Settled;
        }

        var now = time.GetUtcNow();
        Failures.Forget(now);
        var plan = DaemonSetPlanner.Plan(new DaemonSetObservation(set, now)
        {
            Held = Failures.Held(set.Meta, now),
            Nodes = [.. caches.Nodes.Values()],
            Pods = [.. caches.Pods.Candidates(set.Meta, set.Selector)],
            Revisions = [.. caches.Revisions.Candidates(set.Meta, set.Selector)],
        });
        Failures.Deleted(set.Meta, plan.FailedOn, now);
        var refusal = await writer.ActAsync(set.Meta, plan.Actions, cancel);
        await writer.WriteStatusAsync(
            set.Meta, StatusPatch.Between(set.Status.ToJson(), plan.Status.ToJson()), cancel);
        return Outcomes.After(refusal, plan.LookAgainAt);
    }
}
