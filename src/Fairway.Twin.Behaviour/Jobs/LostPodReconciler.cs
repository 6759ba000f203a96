using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>Lets pods go whose Job is gone: nobody counts them any more.</summary>
internal sealed class LostPodReconciler(ClusterCaches caches, JobCaches jobs, IKubeApi api) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.Pods.Find(key)?.Value is { } pod && LostPods.IsLost(pod, jobs))
        {
            var untrack = new WorkloadAction.Untrack(pod.Meta, JobNames.TrackingFinalizer, "its job is gone");
            await api.SendAllAsync([WorkloadRequests.For(untrack, key.Namespace)], cancel);
        }

        return Outcome.Settled;
    }
}
