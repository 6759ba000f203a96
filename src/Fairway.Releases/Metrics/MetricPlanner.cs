using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;

namespace Fairway.Releases.Metrics;

/// <summary>What metrics say of a cluster. Pure. Too few samples and silent sources are waited for, and never
/// pass.</summary>
internal static class MetricPlanner
{
    private const int Shown = 3;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    /// <summary>The answer.</summary>
    public static GateAnswer Plan(MetricObservation seen)
    {
        var found = seen.Checks.Select(check => Judge(seen.Question.Point, check)).ToList();
        if (seen.Watched is { } watched && seen.Alerts is { } alerts)
        {
            found.Add(JudgeAlerts(seen.Question.Point, watched, alerts));
        }

        var decision = found.Exists(one => one.Decision == GateDecision.Fail) ? GateDecision.Fail
            : found.Exists(one => one.Decision == GateDecision.Hold) ? GateDecision.Hold
            : GateDecision.Pass;
        var says = found.Where(one => one.Decision == decision).Select(one => one.Says);
        return new GateAnswer(
            decision,
            string.Join("; ", says),
            new JsonObject { ["checks"] = new JsonArray([.. found.Select(one => (JsonNode)one.Facts)]) })
        {
            AskAgainAt = seen.Question.Now + Soon,
        };
    }

    private static Finding Judge(GatePoint point, CheckReading seen)
    {
        var (check, now, baseline) = seen;
        var facts = Facts(check.Name, now);
        if (Unread(now) is { } unread)
        {
            return new Finding(GateDecision.Hold, $"{check.Name}: {unread}", facts);
        }

        if (now.Values.Count < check.MinSamples)
        {
            var words = $"{check.Name} has {now.Values.Count} samples, and {check.MinSamples} must be there";
            return new Finding(GateDecision.Hold, words, facts);
        }

        var value = now.Mean!.Value;
        var said = $"{check.Name} is {Text(value)}";
        var (high, limits) = Highest(check, baseline);
        if (baseline is not null)
        {
            facts["baseline"] = Facts($"{check.Baseline!.Kind}", baseline);
            if (baseline.Mean is null)
            {
                var why = Unread(baseline) ?? "it has no samples";
                return new Finding(
                    GateDecision.Hold, $"{check.Name} cannot be compared ({check.Baseline.Kind}): {why}", facts);
            }
        }

        // Before anything is changed, there is nothing to go back from: it waits.
        var against = point == GatePoint.Before ? GateDecision.Hold : GateDecision.Fail;
        return value > high ? new Finding(against, $"{said}, and at most {limits}", facts)
            : Number(check.Min) is { } low && value < low
                ? new Finding(against, $"{said}, and must be at least {check.Min}", facts)
                : new Finding(GateDecision.Pass, said, facts);
    }

    /// <summary>The lowest of the upper limits, and how it comes about.</summary>
    private static (double High, string Words) Highest(MetricCheck check, MetricReading? baseline)
    {
        var fixedLimit = Number(check.Max) ?? double.PositiveInfinity;
        if (check.Baseline is not { } demand || baseline?.Mean is not { } mean)
        {
            return (fixedLimit, $"{check.Max} is allowed");
        }

        var relative = (mean * demand.MaxPercent / 100) + Number(demand.Slack)!.Value;
        var what = demand.Kind == BaselineKind.Before ? "before the change" : "on clusters without the change";
        return relative < fixedLimit
            ? (relative, $"{Text(relative)} is allowed, since it is {Text(mean)} {what}")
            : (fixedLimit, $"{check.Max} is allowed");
    }

    private static Finding JudgeAlerts(GatePoint point, MetricReading watched, MetricReading alerts)
    {
        var facts = Facts("alerts", alerts);
        if ((alerts.Trouble ?? watched.Trouble) is { } trouble)
        {
            return new Finding(GateDecision.Hold, $"alerts: {trouble}", facts);
        }

        if (!watched.Series!.Any(series => series.Samples.Count > 0))
        {
            var unseen = $"alerts: nobody watches the cluster, {watched.Query} is empty";
            return new Finding(GateDecision.Hold, unseen, facts);
        }

        var firing = alerts.Series!.Where(series => series.Samples.Count > 0).Select(series => series.Name)
            .Order(StringComparer.Ordinal).ToList();
        var against = point == GatePoint.Before ? GateDecision.Hold : GateDecision.Fail;
        var more = firing.Count > Shown ? $" and {firing.Count - Shown} more" : "";
        return firing.Count == 0
            ? new Finding(GateDecision.Pass, "no alert fires", facts)
            : new Finding(against, $"alerts fire: {string.Join(", ", firing.Take(Shown))}{more}", facts);
    }

    private static string? Unread(MetricReading reading) => reading switch
    {
        { Trouble: { } trouble } => trouble,
        { Series.Count: > 1 } => $"its query gives {reading.Series!.Count} series: aggregate them to one",
        _ => null,
    };

    private static JsonObject Facts(string name, MetricReading reading) => new()
    {
        ["name"] = name,
        ["query"] = reading.Query,
        ["series"] = reading.Series?.Count,
        ["samples"] = reading.Values.Count,
        ["mean"] = reading.Mean,
        ["trouble"] = reading.Trouble,
    };

    private static double? Number(string? text) =>
        text is null ? null : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private sealed record Finding(GateDecision Decision, string Says, JsonObject Facts);
}
