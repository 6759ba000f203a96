using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Jobs;

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
        await writer.WriteStatusAsync(cron, await writer.StartAsync(cron, plan, cancel), cancel);
        return Outcomes.After(null, plan.LookAgainAt);
    }
}
