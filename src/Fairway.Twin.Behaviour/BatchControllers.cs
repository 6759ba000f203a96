using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.CronJobs;
using Fairway.Twin.Behaviour.Jobs;
using Fairway.Twin.Behaviour.Reporting;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour;

/// <summary>The controllers of Jobs.</summary>
internal static class BatchControllers
{
    public static void Add(
        ControllerHost host, ClusterCaches caches, IKubeApi api, ClusterEvents events, TimeProvider time)
    {
        if (caches.Jobs is { } jobs)
        {
            host.Add(Jobs(caches, jobs, api, (events, time)))
                .Add(LostPods(caches, jobs, api))
                .Add(TimesToLive(jobs, api, time));
            if (jobs.CronJobs is { } crons)
            {
                host.Add(CronJobs(crons, jobs, api, (events, time)));
            }
        }
    }

    private static ControllerDefinition Jobs(
        ClusterCaches caches, JobCaches jobs, IKubeApi api, (ClusterEvents Events, TimeProvider Time) use)
    {
        var writes = new OwnWrites();
        var writer = new WorkloadWriter(writes.Through(api), CoreResources.Jobs, use.Events.Jobs);
        return new ControllerDefinition(
            "job",
            new JobReconciler(caches, jobs, writer, use.Time),
            [
                ControllerSource.Self(jobs.Jobs),
                .. Wake.OwnersOf(caches.Pods, jobs.Jobs, j => j.Selector),
            ])
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition LostPods(ClusterCaches caches, JobCaches jobs, IKubeApi api)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "job-lost-pods",
            new LostPodReconciler(caches, jobs, writes.Through(api)),
            ControllerSource.Map(caches.Pods, Tracked),
            ControllerSource.Map(jobs.Jobs, change => change is { New: null, Old: { } gone }
                ? caches.Pods.ControlledBy(gone.Uid).Select(p => p.Key)
                : []))
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition TimesToLive(JobCaches jobs, IKubeApi api, TimeProvider time)
    {
        var writes = new OwnWrites();
        return new ControllerDefinition(
            "ttl-after-finished",
            new TimeToLiveReconciler(jobs, writes.Through(api), time),
            ControllerSource.Map(jobs.Jobs, change => change.New?.Value is { TimeToLive: not null, IsFinished: true }
                ? [change.Key]
                : []))
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static ControllerDefinition CronJobs(
        ObjectCache<CronJobView> crons, JobCaches jobs, IKubeApi api, (ClusterEvents Events, TimeProvider Time) use)
    {
        var writes = new OwnWrites();
        var writer = new CronJobWriter(writes.Through(api), use.Events.CronJobs);
        return new ControllerDefinition(
            "cronjob",
            new CronJobReconciler(crons, jobs, writer, use.Time),
            ControllerSource.Self(crons),
            ControllerSource.Owner(jobs.Jobs, CoreResources.CronJobs))
        {
            Writes = writes,
            Workers = 1,
        };
    }

    private static IEnumerable<ObjectKey> Tracked(CacheChange<PodView> change) =>
        change.New?.Value is { } pod && Fairway.Twin.Behaviour.Jobs.LostPods.IsTracked(pod) ? [change.Key] : [];
}
