using System.Diagnostics.Metrics;
using System.Globalization;
using Fairway.Kube.Metering;
using Fairway.Kube.Queues;

namespace Fairway.Kube;

/// <summary>The runtime's metrics, on the meter <see cref="MeterName"/>. What each means: docs/reference/metrics.md.
/// </summary>
public static class KubeMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Fairway.Kube";

    private const string Controller = "controller";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<double> ReconcileSeconds =
        Meter.CreateHistogram<double>(
            "fairway.reconcile.duration", "s", "Time of a reconcile, by controller and outcome.");

    private static readonly Counter<long> Errors =
        Meter.CreateCounter<long>(
            "fairway.reconcile.errors", "{error}", "Reconciles that failed or met a conflict, by controller and kind.");

    private static readonly Histogram<double> QueueSeconds =
        Meter.CreateHistogram<double>("fairway.queue.wait", "s", "Time that a key waited for a worker, by controller.");

    private static readonly Counter<long> Overflows =
        Meter.CreateCounter<long>("fairway.queue.overflows", "{key}", "Keys that did not fit into the queue.");

    private static readonly Counter<long> DroppedEvents =
        Meter.CreateCounter<long>("fairway.events.dropped", "{event}", "Events that were not written, by controller.");

    private static readonly Counter<long> Requests =
        Meter.CreateCounter<long>(
            "fairway.api.requests",
            "{request}",
            "Requests to API servers, each try, by cluster, verb and status code; 0 where no answer came.");

    private static readonly Histogram<double> RequestSeconds =
        Meter.CreateHistogram<double>(
            "fairway.api.request.duration", "s", "Time to the answer of an API server, by verb; not of watches.");

    private static readonly Counter<long> WatchRestarts =
        Meter.CreateCounter<long>(
            "fairway.watch.restarts", "{watch}", "Watches that ended and were begun again, by resource and cause.");

    private static readonly LiveGauge Depths = new(Controller);

    private static readonly LiveGauge Leases = new("lease");

    private static readonly LiveGauge Shards = new("group");

    static KubeMetrics()
    {
        Meter.CreateObservableGauge(
            "fairway.queue.depth", Depths.Measure, "{key}", "Keys that wait for a worker, by controller.");
        Meter.CreateObservableGauge(
            "fairway.lease.held", Leases.Measure, "{lease}", "Leases that this process holds of those it seeks.");
        Meter.CreateObservableGauge(
            "fairway.shards.held", Shards.Measure, "{shard}", "Shards that this process works on, by group.");
    }

    internal static void Reconciled(string controller, string outcome, TimeSpan took) =>
        ReconcileSeconds.Record(took.TotalSeconds, new(Controller, controller), new("outcome", outcome));

    internal static void Erred(string controller, string kind) =>
        Errors.Add(1, new(Controller, controller), new("kind", kind));

    internal static void QueueWaited(string controller, TimeSpan waited) =>
        QueueSeconds.Record(waited.TotalSeconds, new KeyValuePair<string, object?>(Controller, controller));

    internal static void QueueOverflowed(string controller) =>
        Overflows.Add(1, new KeyValuePair<string, object?>(Controller, controller));

    internal static void EventDropped(string controller) =>
        DroppedEvents.Add(1, new KeyValuePair<string, object?>(Controller, controller));

    internal static void Requested(string cluster, string verb, int code) => Requests.Add(
        1, new("cluster", cluster), new("verb", verb), new("code", code.ToString(CultureInfo.InvariantCulture)));

    internal static void RequestTook(string verb, TimeSpan took) =>
        RequestSeconds.Record(took.TotalSeconds, new KeyValuePair<string, object?>("verb", verb));

    internal static void WatchRestarted(string resource, string cause) =>
        WatchRestarts.Add(1, new("resource", resource), new("cause", cause));

    /// <summary>Shows the queue's depth until disposed of.</summary>
    internal static IDisposable Watch(string controller, WorkQueue queue) =>
        Depths.Watch(controller, () => queue.Depth);

    /// <summary>Shows whether a Lease is held until disposed of.</summary>
    internal static IDisposable WatchLease(string lease, Func<bool> isHeld) =>
        Leases.Watch(lease, () => isHeld() ? 1 : 0);

    /// <summary>Shows how many shards are worked on until disposed of.</summary>
    internal static IDisposable WatchShards(string group, Func<int> count) => Shards.Watch(group, () => count());
}
