using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Events;
using Fairway.Twin.Behaviour.Reporting;
using Fairway.Twin.Behaviour.Requests;
using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>Brings a HorizontalPodAutoscaler a step on, and looks again after its period.</summary>
internal sealed class AutoscalerReconciler(
    AutoscalerObserver observer, IKubeApi api, EventRecorder events, TimeProvider time) : IReconciler
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        if (await observer.ObserveAsync(key, cancel) is not { } seen)
        {
            return Outcome.Settled;
        }

        var plan = AutoscalerPlanner.Plan(seen);
        await api.SendAllAsync(Requests(seen.Autoscaler, plan), cancel);
        var reference = ObjectReference.To(CoreResources.Autoscalers, key, seen.Autoscaler.Meta.Uid);
        events.RecordAll(plan.Events.Select(e =>
            new KubeEvent(reference, e.Reason, e.Reason, e.Message) { IsWarning = e.Warning }));
        return Outcome.LookAgain(time.GetUtcNow() + Period);
    }

    private IEnumerable<KubeRequest> Requests(AutoscalerView autoscaler, AutoscalerPlan plan)
    {
        const string agent = WorkloadRequests.Agent;
        if (plan.Rescale is { } size && observer.TargetOf(autoscaler) is { } target)
        {
            var patch = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = size } };
            var key = new ObjectKey(autoscaler.Meta.Namespace, autoscaler.TargetName);
            yield return Request.Merge(agent, target, key, patch, "scale");
        }

        if (StatusPatch.Between(autoscaler.Status.ToJson(), plan.Status.ToJson()) is { } status)
        {
            yield return Request.Merge(agent, CoreResources.Autoscalers, autoscaler.Meta.Key, status, "status");
        }
    }
}
