using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Deployments;

/// <summary>Brings a Deployment a step on.</summary>
internal sealed class DeploymentReconciler(ClusterCaches caches, WorkloadWriter writer, TimeProvider time) : IReconciler
{
    private readonly DeploymentObserver observer = new(caches, time);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (observer.Observe(key) is not { } seen)
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
}
