using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Reporting;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Reporting;

namespace Fairway.Twin.Behaviour.TaintEviction;

/// <summary>Drives pods off nodes whose taints they do not tolerate, or no longer.</summary>
internal sealed class TaintReconciler(TaintObserver observer, IKubeApi api, EventRecorder events)
    : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (observer.Observe(key) is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = TaintPlanner.Plan(seen);
        var happened = TaintEvents.Of(seen, plan);
        await api.SendAllAsync(plan.Evict ? TaintRequests.Evict(seen.Pod, seen.Now) : [], cancel);
        observer.Remember(seen, plan);
        events.RecordAll(happened.Select(e => PodEvents.Of(seen.Pod, e)));
        return Outcomes.After(null, plan.EvictAt);
    }
}
