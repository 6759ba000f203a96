using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Delivery.Metrics;
using Fairway.Releases.Gates;

namespace Fairway.Releases.Metrics;

/// <summary>Asks a source of metrics what a pipeline demands. What was sampled before the step counts for nothing, but
/// as a baseline.</summary>
/// <param name="source">The source; null where this manager has none: then what is demanded never passes.</param>
public sealed class MetricGate(IMetricSource? source) : IGate
{
    private const int MostOthers = 50;

    private readonly MetricReader _reader = new(source);

    /// <inheritdoc/>
    public string Name => "metrics";

    /// <inheritdoc/>
    public bool IsSlow => true;

    /// <inheritdoc/>
    public IReadOnlySet<GatePoint> Points { get; } =
        new HashSet<GatePoint> { GatePoint.Before, GatePoint.AfterStep, GatePoint.After };

    /// <inheritdoc/>
    public async Task<GateAnswer> DecideAsync(GateQuestion question, CancellationToken cancel)
    {
        if (question.ClusterRelease.Spec.Metrics is not { } demands)
        {
            return new GateAnswer(GateDecision.Pass, "the pipeline demands no metrics", new JsonObject());
        }

        var readings = new List<CheckReading>();
        foreach (var check in (demands.Checks ?? []).Where(check => IsAskedAt(check, question.Point)))
        {
            readings.Add(await ReadAsync(question, demands.Url, check, cancel));
        }

        var seen = new MetricObservation(question, readings);
        return MetricPlanner.Plan(demands.Alerts is { } alerts
            ? seen with
            {
                Alerts = await AtOnceAsync(
                    question, demands.Url, $"ALERTS{{alertstate=\"firing\",{alerts.Matchers}}}", cancel),
                Watched = await AtOnceAsync(question, demands.Url, alerts.Watched, cancel),
            }
            : seen);
    }

    /// <summary>Whether the gate has anything to ask of a ClusterRelease at a point. On the way back it has not: what
    /// metrics still remember of the broken version would hold its mending.</summary>
    public bool IsDemanded(ClusterRelease item, GatePoint point) => item.Spec.Metrics is { } demands
        && item.Status?.Direction != Direction.Back
        && (demands.Alerts is not null || demands.Checks?.Any(check => IsAskedAt(check, point)) == true);

    private static bool IsAskedAt(MetricCheck check, GatePoint point) => CheckPoints.Has(check.Points, point);

    private async Task<CheckReading> ReadAsync(
        GateQuestion question, string url, MetricCheck check, CancellationToken cancel)
    {
        var id = question.Order.ClusterId;
        var status = question.ClusterRelease.Status ?? new ClusterReleaseStatus();
        var since = question.Point == GatePoint.Before ? null : status.PhaseSince;
        var now = await RangeAsync(url, id, check, (since, question.Now), cancel);
        var begun = status.Intent?.At ?? question.Now;
        return new CheckReading(check, now, check.Baseline?.Kind switch
        {
            null => null,
            BaselineKind.Before => await RangeAsync(url, id, check, (null, begun), cancel),
            _ when question.Unchanged.Count == 0 => new MetricReading(check.Query, null, "every cluster is changed"),
            _ => await RangeAsync(
                url,
                string.Join('|', question.Unchanged.Take(MostOthers)),
                check,
                (since, question.Now),
                cancel),
        });
    }

    private Task<MetricReading> RangeAsync(
        string url,
        string clusters,
        MetricCheck check,
        (DateTimeOffset? Since, DateTimeOffset Until) span,
        CancellationToken cancel)
    {
        var from = span.Until - check.Window.Value;
        var step = check.Interval.Value < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : check.Interval.Value;

        // The first sample after the step may have been taken before it.
        var first = span.Since is { } since && since + step > from ? since + step : from;
        var text = MetricReader.Filled(check.Query, clusters);
        return first > span.Until
            ? Task.FromResult(new MetricReading(text, [], null))
            : _reader.ReadAsync(
                new MetricQuery(MetricReader.Filled(url, clusters), text, first, span.Until, step), cancel);
    }

    private Task<MetricReading> AtOnceAsync(GateQuestion question, string url, string query, CancellationToken cancel)
    {
        var id = question.Order.ClusterId;
        return _reader.ReadAsync(
            MetricReader.Filled(url, id), MetricReader.Filled(query, id), question.Now, cancel);
    }
}
