using System.Diagnostics.Metrics;
using Fairway.Kube;
using Fairway.MetaDb.Metering;
using Fairway.Releases.Manager;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Fairway.Cli.Observing;

/// <summary>What of the program's metrics and traces leaves it: as text to who asks, and by OTLP where the environment
/// names a collector.</summary>
internal sealed class Telemetry : IDisposable
{
    // A series for each cluster, verb and status code; the library's own limit of 2,000 would cut a fleet of 300.
    private const int MostSeries = 20_000;

    private readonly TextExporter exporter = new();
    private readonly MeterProvider meters;
    private readonly TracerProvider? tracers;

    /// <summary>Measures from now on.</summary>
    /// <param name="service">What the process is called where <c>OTEL_SERVICE_NAME</c> does not say otherwise.</param>
    /// <param name="settings">Where metrics and traces are sent.</param>
    public Telemetry(string service, OtlpSettings settings)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(service).AddEnvironmentVariableDetector();
        var measuring = OpenTelemetry.Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter([.. MeterNames])
            .AddView(Shape)
            .AddReader(new BaseExportingMetricReader(exporter));
        meters = (settings.SendsMetrics ? measuring.AddOtlpExporter() : measuring).Build();
        tracers = settings.SendsTraces
            ? OpenTelemetry.Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource(KubeMetrics.MeterName)
                .AddOtlpExporter()
                .Build()
            : null;
    }

    /// <summary>The meters whose metrics are shown.</summary>
    public static IReadOnlyList<string> MeterNames { get; } =
        [KubeMetrics.MeterName, ReleaseMetrics.MeterName, MetaDbMetrics.MeterName];

    /// <summary>Upper bounds of the buckets of histograms, in seconds.</summary>
    private static double[] Bounds =>
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    /// <summary>All metrics in the text format of Prometheus.</summary>
    public string Text() => exporter.Read();

    /// <summary>Sends what is not sent yet, and ends.</summary>
    public void Dispose()
    {
        meters.Dispose();
        tracers?.Dispose();
        exporter.Dispose();
    }

    private static MetricStreamConfiguration Shape(Instrument instrument) => instrument is Histogram<double>
        ? new ExplicitBucketHistogramConfiguration { Boundaries = Bounds, CardinalityLimit = MostSeries }
        : new MetricStreamConfiguration { CardinalityLimit = MostSeries };
}
