using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Controllers;
using Fairway.Twin.Behaviour.Reporting;
using Fairway.Twin.Behaviour.Running;
using Fairway.Twin.Behaviour.Scheduling;

namespace Fairway.Twin.Behaviour;

/// <summary>The scheduler: one loop that decides, and many hands that carry out.</summary>
internal static class SchedulingControllers
{
    // Each waits for an answer most of the time.
    private const int Hands = 32;

    public static void Add(
        ControllerHost host, ClusterCaches caches, IKubeApi api, ClusterEvents events, ClusterBehaviourOptions options)
    {
        var time = options.Environment.Time;
        var scheduler = new Scheduler(time, new Random(options.Seed));
        new SchedulerFeed(scheduler, time).Follow(caches);
        var (rounds, placements) = (new WakeBell(), new WakeBell());
        scheduler.Woken = () => rounds.Ring(SchedulerReconciler.Round);
        scheduler.Decided = placements.Ring;
        var round = new SchedulingRound(scheduler, new SchedulingObserver(caches, scheduler));
        var writer = new PlacementWriter(scheduler, api, events.Scheduler, time);
        host.Add(new ControllerDefinition(
                "scheduler",
                new SchedulerReconciler(scheduler, round, time),
                ControllerSource.Rung(caches.Pods, rounds, () => [SchedulerReconciler.Round]))
            {
                Workers = 1,
                Reads = Read(caches),
            })
            .Add(new ControllerDefinition(
                "scheduler-binding",
                new PlacementReconciler(scheduler, writer),
                ControllerSource.Rung(caches.Pods, placements, () => scheduler.Undone))
            {
                Workers = Hands,
            });
    }

    private static IReadOnlyList<ObjectCache> Read(ClusterCaches caches)
    {
        ObjectCache?[] all =
        [
            caches.Nodes, caches.Namespaces, caches.ReplicaSets, caches.StatefulSets, caches.ReplicationControllers,
            caches.Endpoints?.Services, caches.Budgets?.Budgets, caches.Volumes?.Volumes, caches.Volumes?.Claims,
            caches.Volumes?.Classes,
        ];
        return [.. all.OfType<ObjectCache>()];
    }
}
