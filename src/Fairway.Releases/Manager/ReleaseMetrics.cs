using System.Diagnostics.Metrics;
using Fairway.Api.Clusters;
using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Kube.Metering;
using Fairway.Releases.Clusters;

namespace Fairway.Releases.Manager;

/// <summary>The metrics of Releases, on the meter <see cref="MeterName"/>. What is counted of objects is what this
/// replica's caches have: each replica says the same. What each means: docs/reference/metrics.md.</summary>
public static class ReleaseMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Fairway.Releases";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Decided = Meter.CreateCounter<long>(
        "fairway.steps.decided", "{step}", "Steps that were decided on and stored, by direction.");

    private static readonly Counter<long> Granted = Meter.CreateCounter<long>(
        "fairway.steps.granted", "{step}", "Steps that were granted to a cluster, without renewals of permits.");

    private static readonly Counter<long> Acts = Meter.CreateCounter<long>(
        "fairway.acts", "{act}", "Acts of Releases in clusters that were done, by act.");

    private static readonly Histogram<double> ActDelay = Meter.CreateHistogram<double>(
        "fairway.act.delay", "s", "Time from a decision being stored to its act being begun, by act.");

    private static readonly LiveGauge Releases = new("phase");

    private static readonly LiveGauge ClusterReleases = new("phase");

    private static readonly LiveGauge Waiting = new("reason");

    private static readonly LiveGauge Holding = new("gate");

    private static readonly LiveGauge Clusters = new("ready");

    static ReleaseMetrics()
    {
        Meter.CreateObservableGauge("fairway.releases", Releases.Measure, "{release}", "Releases, by phase.");
        Meter.CreateObservableGauge(
            "fairway.cluster.releases", ClusterReleases.Measure, "{release}", "Releases in clusters, by phase.");
        Meter.CreateObservableGauge(
            "fairway.cluster.releases.waiting",
            Waiting.Measure,
            "{release}",
            "Releases in clusters that have not ended, by the reason that their status gives.");
        Meter.CreateObservableGauge(
            "fairway.gates.holding",
            Holding.Measure,
            "{gate}",
            "Gates that do not let a Release in a cluster through, by the kind of gate.");
        Meter.CreateObservableGauge(
            "fairway.clusters", Clusters.Measure, "{cluster}", "Registered clusters, by whether they are ready.");
    }

    internal static void StepDecided(ClusterReleaseStatus before, ClusterReleaseStatus now)
    {
        if (now.Step >= 0 && (now.Step, now.Change, now.Direction) != (before.Step, before.Change, before.Direction))
        {
            Decided.Add(1, new KeyValuePair<string, object?>("direction", now.Direction.ToString()));
        }
    }

    /// <summary>An act begins. Those that follow a stored decision are timed from it.</summary>
    internal static void Begins(ClusterReleaseObservation seen, ClusterAct act, DateTimeOffset now)
    {
        var isFirst = act is (ClusterAct.Configure or ClusterAct.Grant) && seen.GrantedAt is null;
        if (isFirst && seen.Status.PhaseSince is { } decided && now >= decided)
        {
            ActDelay.Record((now - decided).TotalSeconds, new KeyValuePair<string, object?>("act", NameOf(act)));
        }
    }

    internal static void Done(ClusterReleaseObservation seen, ClusterAct act)
    {
        Acts.Add(1, new KeyValuePair<string, object?>("act", NameOf(act)));
        if (act is ClusterAct.Grant && seen.GrantedAt is null)
        {
            Granted.Add(1);
        }
    }

    /// <summary>Shows what the caches hold until disposed of.</summary>
    internal static IDisposable Watch(MetaCaches caches) => new Watches(
    [
        Releases.Watch(() => Count(
            Enum.GetNames<ReleasePhase>(),
            caches.Releases.All.Select(item => (item.Value.Status?.Phase ?? ReleasePhase.Pending).ToString()))),
        ClusterReleases.Watch(() => Count(
            Enum.GetNames<ClusterReleasePhase>(),
            caches.ClusterReleases.All.Select(item => Phase(item.Value).ToString()))),
        Waiting.Watch(() => Count([], Open(caches).Select(item => item.Status?.Reason ?? "None"))),
        Holding.Watch(() => Count([], Open(caches).SelectMany(Holders))),
        Clusters.Watch(() => Count(
            ["false", "true"],
            caches.Clusters.All.Select(
                item => item.Value.Status?.Conditions.IsTrue(ClusterConditions.Ready) == true ? "true" : "false"))),
    ]);

    private static IEnumerable<ClusterRelease> Open(MetaCaches caches) =>
        caches.ClusterReleases.All.Select(item => item.Value).Where(item => !ClusterPhases.IsFinished(Phase(item)));

    private static ClusterReleasePhase Phase(ClusterRelease item) => item.Status?.Phase ?? ClusterReleasePhase.Pending;

    /// <summary>A gate's kind is its name without the point at which it was asked: <c>health</c> of
    /// <c>health/before</c>.</summary>
    private static IEnumerable<string> Holders(ClusterRelease item) =>
        from sight in item.Status?.Gates ?? []
        where sight.Decision != nameof(GateDecision.Pass)
        select sight.Gate.Split('/')[0];

    /// <summary>How many of each; of those that are always shown, also where there are none.</summary>
    private static IEnumerable<KeyValuePair<string, long>> Count(IEnumerable<string> always, IEnumerable<string> values)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var value in always)
        {
            counts[value] = 0;
        }

        foreach (var value in values)
        {
            counts[value] = counts.GetValueOrDefault(value) + 1;
        }

        return counts;
    }

    private static string NameOf(ClusterAct act) => act switch
    {
        ClusterAct.KeepEvidence => "keep-evidence",
        ClusterAct.RecordIntent => "record-intent",
        ClusterAct.Configure => "configure",
        ClusterAct.RecordApplied => "record-applied",
        ClusterAct.Grant => "grant",
        ClusterAct.Finish => "finish",
        ClusterAct.Halt => "halt",
        ClusterAct.RecordGood => "record-good",
        _ => "mark-failed",
    };

    private sealed class Watches(IReadOnlyList<IDisposable> all) : IDisposable
    {
        public void Dispose()
        {
            foreach (var one in all)
            {
                one.Dispose();
            }
        }
    }
}
