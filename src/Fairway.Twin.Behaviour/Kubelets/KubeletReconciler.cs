using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Reporting;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Reporting;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>All kubelets of a cluster in one: what each does for its node. Its pods are another loop's.</summary>
internal sealed class KubeletReconciler(KubeletObserver observer, IKubeApi api, EventRecorder events) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (observer.Observe(key) is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = KubeletPlanner.Plan(seen);
        await api.SendAllAsync(KubeletRequests.Of(seen, plan), cancel);
        await KubeletLeases.RequireAsync(api, plan, cancel);
        observer.Remember(seen, plan);
        events.RecordAll(KubeletEvents.Of(plan));
        events.RecordAll(plan.Events.Select(e => NodeEvents.Of(seen.Node, e)));
        return Outcomes.After(null, plan.LookAgainAt);
    }
}
