using System.Diagnostics.Metrics;
using Fairway.Cli.Observing;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Xunit;

namespace Fairway.Tests.Cli.Observing;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Metrics_are_shown_in_the_text_format()
    {
        using var meter = new Meter($"Test.{Guid.NewGuid()}");
        using var exporter = new TextExporter();
        using var provider = OpenTelemetry.Sdk.CreateMeterProviderBuilder()
            .AddMeter(meter.Name)
            .AddView("told.time", new ExplicitBucketHistogramConfiguration { Boundaries = [0.5, 1] })
            .AddReader(new BaseExportingMetricReader(exporter))
            .Build();
        meter.CreateCounter<long>("told.things", "{thing}", "What was\ntold.").Add(3, new("b", "x\"y\\z"), new("a", 1));
        meter.CreateObservableGauge("told.now", () => 1.5, null, "Now.");
        var time = meter.CreateHistogram<double>("told.time", "s", "How long.");
        time.Record(0.25);
        time.Record(0.75);
        time.Record(7);

        Assert.Equal(
            """
            # HELP told_now Now.
            # TYPE told_now gauge
            told_now 1.5
            # HELP told_things_total What was\ntold.
            # TYPE told_things_total counter
            told_things_total{a="1",b="x\"y\\z"} 3
            # HELP told_time_seconds How long.
            # TYPE told_time_seconds histogram
            told_time_seconds_bucket{le="0.5"} 1
            told_time_seconds_bucket{le="1"} 2
            told_time_seconds_bucket{le="+Inf"} 3
            told_time_seconds_sum 8
            told_time_seconds_count 3

            """.ReplaceLineEndings("\n"),
            exporter.Read());
    }

    [Fact]
    public void Each_reading_is_of_its_own_moment()
    {
        using var meter = new Meter($"Test.{Guid.NewGuid()}");
        using var exporter = new TextExporter();
        using var provider = OpenTelemetry.Sdk.CreateMeterProviderBuilder()
            .AddMeter(meter.Name)
            .AddReader(new BaseExportingMetricReader(exporter))
            .Build();
        var counter = meter.CreateCounter<long>("told.things");
        counter.Add(1);
        Assert.Contains("told_things_total 1\n", exporter.Read(), StringComparison.Ordinal);
        counter.Add(1);
        Assert.Contains("told_things_total 2\n", exporter.Read(), StringComparison.Ordinal);
    }
}
