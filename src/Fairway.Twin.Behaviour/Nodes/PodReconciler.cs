using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Reporting;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Reporting;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>All kubelets of a cluster in one: a pod's next step, on whatever simulated node it is.</summary>
internal sealed class PodReconciler(PodObserver observer, IKubeApi api, EventRecorder events) : IReconciler
{
    public const string Agent = "kubelet";

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (observer.Observe(key) is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = PodLifecyclePlanner.Plan(seen);
        await api.SendAllAsync(PodRequests.Of(seen.Pod.Meta, plan), cancel);
        events.RecordAll(plan.Events.Select(e => PodEvents.Of(seen.Pod, e)));
        observer.Remember(seen, plan);
        return Outcomes.After(null, plan.LookAgainAt);
    }
}
