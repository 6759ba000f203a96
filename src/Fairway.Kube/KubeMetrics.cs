using System.Diagnostics.Metrics;
using Fairway.Kube.Queues;

namespace Fairway.Kube;

/// <summary>The runtime's metrics, on the meter <see cref="MeterName"/>.</summary>
public static class KubeMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Fairway.Kube";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<double> ReconcileSeconds =
        Meter.CreateHistogram<double>(
            "fairway.reconcile.duration", "s", "Time of a reconcile, by controller and outcome.");

    private static readonly Histogram<double> QueueSeconds =
        Meter.CreateHistogram<double>("fairway.queue.wait", "s", "Time that a key waited for a worker, by controller.");

    private static readonly Counter<long> Overflows =
        Meter.CreateCounter<long>("fairway.queue.overflows", "{key}", "Keys that did not fit into the queue.");

    private static readonly Counter<long> DroppedEvents =
        Meter.CreateCounter<long>("fairway.events.dropped", "{event}", "Events that were not written, by controller.");

    private static readonly Lock Gate = new();
    private static readonly List<QueueGauge> Queues = [];

    static KubeMetrics() =>
        Meter.CreateObservableGauge(
            "fairway.queue.depth", Depths, "{key}", "Keys that wait for a worker, by controller.");

    internal static void Reconciled(string controller, string outcome, TimeSpan took) =>
        ReconcileSeconds.Record(took.TotalSeconds, new("controller", controller), new("outcome", outcome));

    internal static void QueueWaited(string controller, TimeSpan waited) =>
        QueueSeconds.Record(waited.TotalSeconds, new KeyValuePair<string, object?>("controller", controller));

    internal static void QueueOverflowed(string controller) =>
        Overflows.Add(1, new KeyValuePair<string, object?>("controller", controller));

    internal static void EventDropped(string controller) =>
        DroppedEvents.Add(1, new KeyValuePair<string, object?>("controller", controller));

    /// <summary>Shows the queue's depth until disposed of.</summary>
    internal static IDisposable Watch(string controller, WorkQueue queue)
    {
        var gauge = new QueueGauge(controller, queue);
        lock (Gate)
        {
            Queues.Add(gauge);
        }

        return gauge;
    }

    private static Measurement<int>[] Depths()
    {
        lock (Gate)
        {
            return [.. Queues.Select(gauge => gauge.Measure())];
        }
    }

    private sealed class QueueGauge(string controller, WorkQueue queue) : IDisposable
    {
        public Measurement<int> Measure() =>
            new(queue.Depth, new KeyValuePair<string, object?>("controller", controller));

        public void Dispose()
        {
            lock (Gate)
            {
                Queues.Remove(this);
            }
        }
    }
}
