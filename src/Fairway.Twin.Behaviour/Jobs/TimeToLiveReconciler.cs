using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Pods.Running;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>Deletes Jobs that have been finished for as long as they ask, with their pods first.</summary>
internal sealed class TimeToLiveReconciler(JobCaches jobs, IKubeApi api, TimeProvider time) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (jobs.Jobs.Find(key)?.Value is not { Meta.IsDeleting: false } job
            || job.FinishedAt + job.TimeToLive is not { } due)
        {
            return Outcome.Settled;
        }

        if (due > time.GetUtcNow())
        {
            return Outcome.LookAgain(due);
        }

        var request = Request.Delete(
            WorkloadRequests.Agent, CoreResources.Jobs, job.Meta, new DeleteHow("Foreground"));
        await api.SendAllAsync([request], cancel);
        return Outcome.Settled;
    }
}
