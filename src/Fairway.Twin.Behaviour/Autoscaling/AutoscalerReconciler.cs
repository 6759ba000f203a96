using Fairway.Kube;
using Fairway.Kube.Controllers;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Reporting;
using Fairway.Kube.Pods.Requests;
using Fairway.Kube.Pods.Running;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>Brings a HorizontalPodAutoscaler a step on, and looks again after its period.</summary>
internal sealed class AutoscalerReconciler(
    AutoscalerObserver observer, IKubeApi api, EventRecorder events, TimeProvider time) : IReconciler
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    // One worker: no lock. An autoscaler that is gone leaves nothing behind.
    private readonly Dictionary<ObjectKey, AutoscalerMemory> memories = [];

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        var (now, memory) = (time.GetUtcNow(), memories.GetValueOrDefault(key, AutoscalerMemory.Nothing));
        if (memory.LookedAt is { } last && last + Period > now)
        {
            // However often it is edited, its own status too, a period passes between two decisions.
            return Outcome.LookAgain(last + Period);
        }

        if (await observer.ObserveAsync(key, cancel) is not { } seen)
        {
            memories.Remove(key);
            return Outcome.Settled;
        }

        memory = memory with { Selector = seen.Selector, LookedAt = now };
        memories[key] = memory;
        seen = seen with { Memory = memory, Rivals = AutoscalerRivals.Of(memories, key, seen) };
        var plan = AutoscalerPlanner.Plan(seen);
        await api.SendAllAsync(AutoscalerRequests.Of(seen, plan), cancel);
        memories[key] = plan.Memory ?? seen.Memory;
        var reference = ObjectReference.To(CoreResources.Autoscalers, key, seen.Autoscaler.Meta.Uid);
        events.RecordAll(plan.Events.Select(e =>
            new KubeEvent(reference, e.Reason, e.Reason, e.Message) { IsWarning = e.Warning }));
        return Outcome.LookAgain(now + Period);
    }
}
