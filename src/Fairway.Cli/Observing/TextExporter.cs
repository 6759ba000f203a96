using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Fairway.Cli.Observing;

/// <summary>Gives all metrics as text whenever somebody asks.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class TextExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private const int Patience = 5_000;

    private readonly Lock gate = new();
    private string text = "";

    /// <inheritdoc/>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>The metrics as of now, in the text format of Prometheus.</summary>
    public string Read()
    {
        lock (gate)
        {
            text = "";
            Collect?.Invoke(Patience);
            return text;
        }
    }

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Metric> batch)
    {
        var metrics = new List<Metric>();
        foreach (var metric in batch)
        {
            metrics.Add(metric);
        }

        // Within Read, whose thread collects.
        text = PrometheusText.Of(metrics);
        return ExportResult.Success;
    }
}
