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
        await api.SendAllAsync(AutoscalerRequests.Of(seen, plan), cancel);
        var reference = ObjectReference.To(CoreResources.Autoscalers, key, seen.Autoscaler.Meta.Uid);
        events.RecordAll(plan.Events.Select(e =>
            new KubeEvent(reference, e.Reason, e.Reason, e.Message) { IsWarning = e.Warning }));
        return Outcome.LookAgain(time.GetUtcNow() + Period);
    }
}
