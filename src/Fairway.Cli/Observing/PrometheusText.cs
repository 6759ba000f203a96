using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Fairway.Cli.Observing;

/// <summary>
/// Metrics in the text format of Prometheus, 0.0.4: names with underscores and their unit, counters with
/// <c>_total</c>. Pure. Why it is ours: docs/decisions/0062-metrics-of-the-manager.md.
/// </summary>
internal static class PrometheusText
{
    /// <summary>The media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The text, metrics in the order of their names.</summary>
    public static string Of(IEnumerable<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics.OrderBy(one => one.Name, StringComparer.Ordinal))
        {
            Add(text, metric);
        }

        return text.ToString();
    }

    /// <summary>What Prometheus calls an instrument.</summary>
    /// <param name="name">The instrument's name, with dots.</param>
    /// <param name="unit">Its unit; what stands in braces is a note, and no part of the name.</param>
    /// <param name="isCounter">Whether it only rises.</param>
    public static string NameOf(string name, string? unit, bool isCounter) =>
        name.Replace('.', '_')
        + (unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        })
        + (isCounter ? "_total" : "");

    private static void Add(StringBuilder text, Metric metric)
    {
        var isCounter = metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;
        var isHistogram = metric.MetricType == MetricType.Histogram;
        var name = NameOf(metric.Name, metric.Unit, isCounter);
        text.Append("# HELP ").Append(name).Append(' ').Append(Escape(metric.Description)).Append('\n')
            .Append("# TYPE ").Append(name).Append(' ')
            .Append(isCounter ? "counter" : isHistogram ? "histogram" : "gauge").Append('\n');
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = Labels(point.Tags);
            if (isHistogram)
            {
                AddHistogram(text, name, labels, point);
            }
            else
            {
                AddLine(text, name, labels, Value(metric.MetricType, point));
            }
        }
    }

    private static void AddHistogram(StringBuilder text, string name, string labels, in MetricPoint point)
    {
        var upTo = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            upTo += bucket.BucketCount;
            var bound = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : Number(bucket.ExplicitBound);
            AddLine(text, $"{name}_bucket", labels.Length == 0 ? $"le=\"{bound}\"" : $"{labels},le=\"{bound}\"", upTo);
        }

        AddLine(text, $"{name}_sum", labels, point.GetHistogramSum());
        AddLine(text, $"{name}_count", labels, point.GetHistogramCount());
    }

    private static double Value(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.DoubleGauge => point.GetGaugeLastValueDouble(),
        _ => point.GetGaugeLastValueLong(),
    };

    private static string Labels(ReadOnlyTagCollection tags)
    {
        var labels = new List<string>();
        foreach (var (key, value) in tags)
        {
            var words = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            labels.Add($"{key.Replace('.', '_')}=\"{Escape(words).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        }

        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    private static void AddLine(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Escape(string words) =>
        words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
