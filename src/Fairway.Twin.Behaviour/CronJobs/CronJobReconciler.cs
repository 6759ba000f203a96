using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Jobs;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.CronJobs;

/// <summary>Brings a CronJob a step on.</summary>
internal sealed class CronJobReconciler(
    ObjectCache<CronJobView> crons, JobCaches jobs, CronJobWriter writer, TimeProvider time) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (crons.Find(key)?.Value is not { } cron)
        {
            return Outcome.Settled;
        }

        var owned = jobs.Jobs.ControlledBy(cron.Meta.Uid).Select(j => j.Value);
        var plan = CronJobPlanner.Plan(new CronJobObservation(cron, [.. owned], time.GetUtcNow()));
        writer.Tell(cron, plan.Events);
        await writer.DeleteAsync(cron, plan.Deletions, cancel);
        var started = plan.Job is { } body ? await writer.CreateAsync(cron, body, cancel) : null;
        var status = started is null ? plan.Status : CronJobPlanner.Started(plan, started);
        await writer.WriteStatusAsync(cron, status, cancel);
        return Outcomes.After(null, plan.LookAgainAt);
    }
}
