using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Objects;
using Fairway.Twin.Behaviour.Planning;
using Fairway.Twin.Behaviour.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>Lets pods go whose Job is gone: nobody counts them any more.</summary>
internal sealed class LostPodReconciler(ClusterCaches caches, JobCaches jobs, IKubeApi api) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (caches.Pods.Find(key)?.Value is { } pod && IsTracked(pod) && !HasJob(pod))
        {
            var untrack = new WorkloadAction.Untrack(pod.Meta, JobNames.TrackingFinalizer, "its job is gone");
            await api.SendAllAsync([WorkloadRequests.For(untrack, key.Namespace)], cancel);
        }

        return Outcome.Settled;
    }

    public static bool IsTracked(PodView pod) => pod.Meta.Finalizers.Contains(JobNames.TrackingFinalizer);

    // A pod of another controller is that one's.
    private bool HasJob(PodView pod) => pod.Meta.Controller switch
    {
        null => false,
        { Kind: "Job" } owner =>
            jobs.Jobs.Find(new ObjectKey(pod.Meta.Namespace, owner.Name))?.Uid == owner.Uid,
        _ => true,
    };
}
