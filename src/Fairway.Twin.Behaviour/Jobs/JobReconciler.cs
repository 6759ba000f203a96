using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>Brings a Job a step on.</summary>
internal sealed class JobReconciler(ClusterCaches caches, JobCaches jobs, WorkloadWriter writer, TimeProvider time)
    : IReconciler
{
    private readonly FailureMemory memory = new();

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (jobs.Jobs.Find(key)?.Value is not { IsFinished: false } job)
        {
            memory.Forget(key);
            return Outcome.Settled;
        }

        var now = time.GetUtcNow();
        var pods = caches.Pods.Candidates(job.Meta, job.Selector).ToArray();
        var seen = new JobObservation(job, [.. pods], now) { SeenFailed = memory.Note(key, pods, now) };
        var plan = JobPlanner.Plan(seen);
        var refusal = await writer.ActAsync(job.Meta, plan.Actions, cancel);
        plan = refusal is null ? plan : JobPlanner.Plan(seen with { MayAct = false });
        await TrackAsync(job, plan, cancel);
        return Outcomes.After(refusal, plan.LookAgainAt);
    }

    private async Task TrackAsync(JobView job, JobPlan plan, CancellationToken cancel)
    {
        var interim = await writer.WriteStatusAsync(
            job.Meta, StatusPatch.Between(job.Status.ToJson(), plan.Interim.ToJson()), cancel);
        // A pod that keeps its finalizer is not a number yet: it would be counted again.
        await writer.ActWhollyAsync(job.Meta, plan.Untracked, cancel);
        var version = interim?.ReadNode()["metadata"]?["resourceVersion"]?.GetValue<string>();
        await writer.WriteStatusAsync(
            job.Meta with { ResourceVersion = version ?? job.Meta.ResourceVersion },
            StatusPatch.Between(plan.Interim.ToJson(), plan.Final.ToJson()), cancel);
        writer.Tell(job.Meta, plan.Events);
    }
}
