using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.ReplicaSets;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>Brings a Deployment a step on.</summary>
internal sealed class DeploymentReconciler(ClusterCaches caches, WorkloadWriter writer, TimeProvider time) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (Observe(key) is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = DeploymentPlanner.Plan(seen);
        var refusal = await writer.ActAsync(seen.Deployment.Meta, plan.Actions, cancel);
        var status = StatusPatch.Between(seen.Deployment.Status.ToJson(), plan.Status.ToJson());
        var patch = StatusPatch.WithAnnotation(status, seen.Deployment.Meta, WellKnown.Revision, plan.Revision);
        await writer.WriteStatusAsync(seen.Deployment.Meta, patch, cancel);
        return Outcomes.After(refusal, plan.LookAgainAt);
    }

    private DeploymentObservation? Observe(ObjectKey key)
    {
        if (caches.Deployments.Find(key)?.Value is not { } deployment)
        {
            return null;
        }

        var sets = caches.ReplicaSets.Candidates(deployment.Meta, deployment.Selector).ToArray();
        return new DeploymentObservation(deployment, time.GetUtcNow())
        {
            Candidates = [.. sets.Concat(Namesakes(deployment)).DistinctBy(s => s.Meta.Uid)],
            Pods = deployment.Recreate ? [.. sets.SelectMany(s => PodsOf(s.Meta))] : [],
        };
    }

    // Replica sets of others may have taken the name that the template's hash gives.
    private IEnumerable<ReplicaSetView> Namesakes(DeploymentView deployment)
    {
        var salt = deployment.Status.CollisionCount;
        while (caches.ReplicaSets.Find(DeploymentRevisions.KeyOf(deployment, salt))?.Value is { } taken)
        {
            yield return taken;
            salt = (salt ?? 0) + 1;
        }
    }

    private IEnumerable<PodView> PodsOf(ObjectMeta set) => caches.Pods.ControlledBy(set.Uid).Select(p => p.Value);
}
