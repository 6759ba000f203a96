using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.CronJobs;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>Jobs, by their controllers too.</summary>
internal sealed class JobCaches
{
    private JobCaches(CacheMaker maker)
    {
        Jobs = maker.Make(CoreResources.Jobs, JobView.Read).WithChildIndexes();
        CronJobs = maker.IfServed(CoreResources.CronJobs, CronJobView.Read);
    }

    public ObjectCache<JobView> Jobs { get; }

    /// <summary>Null where the cluster serves no CronJobs.</summary>
    public ObjectCache<CronJobView>? CronJobs { get; }

    /// <summary>Null where the cluster serves no Jobs.</summary>
    public static JobCaches? IfServed(CacheMaker maker) =>
        maker.Serves(CoreResources.Jobs) ? new JobCaches(maker) : null;
}
