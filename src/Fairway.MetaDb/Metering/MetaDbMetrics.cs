using System.Diagnostics.Metrics;

namespace Fairway.MetaDb.Metering;

/// <summary>The metrics of the records, on the meter <see cref="MeterName"/>. What each means:
/// docs/reference/metrics.md.</summary>
public static class MetaDbMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Fairway.MetaDb";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<double> Seconds = Meter.CreateHistogram<double>(
        "fairway.metadb.duration", "s", "Time of a call to the MetaDB, by call and outcome; of queries to their end.");

    internal static void Called(string call, string outcome, TimeSpan took) =>
        Seconds.Record(took.TotalSeconds, new("call", call), new("outcome", outcome));
}
