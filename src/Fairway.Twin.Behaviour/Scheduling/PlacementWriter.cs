using Fairway.Kube;
using Fairway.Kube.Events;
using Fairway.Kube.Pods.Reporting;
using Fairway.Kube.Pods.Running;
using Fairway.Twin.Behaviour.Reporting;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>Writes decisions, and tells the scheduler what became of them.</summary>
internal sealed class PlacementWriter(Scheduler scheduler, IKubeApi api, EventRecorder events, TimeProvider time)
{
    /// <summary>Writes one decision.</summary>
    /// <exception cref="KubeApiException">The API refused it; the decision is taken back.</exception>
    public async Task WriteAsync(Placement placement, CancellationToken cancel)
    {
        var isDone = false;
        try
        {
            await api.SendAllAsync(SchedulingRequests.Of(placement, time.GetUtcNow()), cancel);
            isDone = true;
        }
        finally
        {
            (isDone ? (Action<Placement>)scheduler.Done : scheduler.Failed)(placement);
        }

        events.RecordAll(PodEvents.Of(placement));
    }
}
