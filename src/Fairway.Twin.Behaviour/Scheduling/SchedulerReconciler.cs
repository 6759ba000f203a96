using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Events;
using Fairway.Twin.Behaviour.Reporting;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>One round of the scheduler: all pending pods at once.</summary>
internal sealed class SchedulerReconciler(
    ClusterCaches caches, IKubeApi api, EventRecorder events, TimeProvider time) : IReconciler
{
    public const string Agent = "kube-scheduler";

    /// <summary>The one key: there is nothing to choose between rounds.</summary>
    public static readonly ObjectKey Round = new(null, "round");

    private readonly SchedulingObserver observer = new(caches, time);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (observer.Observe() is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = SchedulerPlanner.Plan(seen);
        await api.SendAllAsync(plan.Placements.Select(p => SchedulingRequests.Of(p, seen.Now)), cancel);
        events.RecordAll(plan.Placements.Select(PodEvents.Of));
        return Outcome.Settled;
    }
}
