using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.CronJobs;

/// <summary>Carries out what is decided for CronJobs, and tells of it.</summary>
internal sealed class CronJobWriter(IKubeApi api, EventRecorder events)
{
    private const string Agent = WorkloadRequests.Agent;

    public async Task DeleteAsync(CronJobView cron, IEnumerable<ObjectMeta> jobs, CancellationToken cancel)
    {
        foreach (var job in jobs)
        {
            await api.SendAllAsync(
                [Request.Delete(Agent, CoreResources.Jobs, job, new DeleteHow())], cancel);
            Tell(cron, new PodEvent("SuccessfulDelete", $"Deleted job {job.Name}"));
        }
    }

    /// <summary>Makes the Job that is planned, if one is; the status as it is then.</summary>
    /// <exception cref="KubeApiException">The API refused the Job.</exception>
    public async Task<CronJobStatus> StartAsync(CronJobView cron, CronJobPlan plan, CancellationToken cancel) =>
        plan.Job is { } body && await CreateAsync(cron, body, cancel) is { } started
            ? CronJobPlanner.Started(plan, started)
            : plan.Status;

    // Null where there is a Job of the name that is another's, or the namespace goes.
    private async Task<ActiveJob?> CreateAsync(CronJobView cron, JsonObject body, CancellationToken cancel)
    {
        var request = Request.Create(Agent, CoreResources.Jobs, cron.Meta.Namespace, body);
        try
        {
            var made = await api.SendAsync(request, cancel);
            if (made.Status == 409)
            {
                return await FindAsync(cron, (string)body["metadata"]!["name"]!, cancel);
            }

            var job = Reference(made.ReadNode());
            Tell(cron, new PodEvent("SuccessfulCreate", $"Created job {job.Name}"));
            return job;
        }
        catch (KubeApiException refusal)
        {
            if (Sending.IsOfDying(refusal))
            {
                return null;
            }

            Tell(cron, new PodEvent("FailedCreate", $"Error creating job: {refusal.Message}", true));
            throw;
        }
    }

    public async Task WriteStatusAsync(CronJobView cron, CronJobStatus status, CancellationToken cancel)
    {
        if (StatusPatch.Between(cron.Status.ToJson(), status.ToJson()) is { } patch)
        {
            var guarded = WorkloadRequests.Guarded(cron.Meta, patch);
            await api.SendAllAsync(
                [Request.Merge(Agent, CoreResources.CronJobs, cron.Meta.Key, guarded, "status")], cancel);
        }
    }

    public void Tell(CronJobView cron, params IEnumerable<PodEvent> happened)
    {
        var reference = ObjectReference.To(CoreResources.CronJobs, cron.Meta.Key, cron.Meta.Uid);
        foreach (var one in happened)
        {
            events.Record(new KubeEvent(reference, one.Reason, one.Reason, one.Message) { IsWarning = one.Warning });
        }
    }

    private async Task<ActiveJob?> FindAsync(CronJobView cron, string name, CancellationToken cancel)
    {
        var key = new ObjectKey(cron.Meta.Namespace, name);
        var found = (await api.SendAsync(Request.Get(Agent, CoreResources.Jobs, key), cancel)).ReadNode();
        var isOurs = found["metadata"]?["ownerReferences"] is JsonArray owners
            && owners.Any(o => (string?)o?["uid"] == cron.Meta.Uid);
        return isOurs ? Reference(found) : null;
    }

    private static ActiveJob Reference(JsonNode job)
    {
        var metadata = job["metadata"]!;
        return new ActiveJob(
            (string?)metadata["namespace"] ?? "",
            (string?)metadata["name"] ?? "",
            (string?)metadata["uid"] ?? "",
            (string?)metadata["resourceVersion"] ?? "");
    }
}
