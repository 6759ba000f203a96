using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Reporting;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Reporting;

namespace Fairway.Twin.Behaviour.NodeLifecycle;

/// <summary>Brings a node's conditions and taints to what is known of it.</summary>
internal sealed class NodeReconciler(NodeObserver observer, IKubeApi api, EventRecorder events) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (observer.Observe(key) is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = NodePlanner.Plan(seen);
        await api.SendAllAsync(NodeRequests.Of(seen, plan), cancel);
        events.RecordAll(plan.Events.Select(e => NodeEvents.Of(seen.Node, e)));
        events.RecordAll(plan.Unready.Select(p => PodEvents.Of(
            p, new PodEvent("NodeNotReady", "Node is not ready", Warning: true))));
        return Outcomes.After(null, plan.LookAgainAt);
    }
}
