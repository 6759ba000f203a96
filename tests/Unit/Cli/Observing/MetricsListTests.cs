using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Fairway.Cli.Observing;
using Fairway.Kube;
using Fairway.MetaDb.Metering;
using Fairway.Releases.Manager;
using Xunit;

namespace Fairway.Tests.Cli.Observing;

/// <summary>docs/reference/metrics.md and the code say the same.</summary>
public sealed partial class MetricsListTests
{
    [Fact]
    public void Every_metric_is_in_the_reference_and_every_row_of_it_is_a_metric()
    {
        using var reader = new StreamReader(
            typeof(MetricsListTests).Assembly.GetManifestResourceStream("docs/metrics")!);
        var rows = Row().Matches(reader.ReadToEnd())
            .Select(row => $"{row.Groups["name"].Value} {row.Groups["type"].Value}");
        Assert.Equal(Instruments().Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    private static List<string> Instruments()
    {
        foreach (var type in new[] { typeof(KubeMetrics), typeof(ReleaseMetrics), typeof(MetaDbMetrics) })
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }

        var found = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (Telemetry.MeterNames.Contains(instrument.Meter.Name))
                {
                    found.Add(Described(instrument));
                }
            },
        };
        listener.Start();
        return found;
    }

    private static string Described(Instrument instrument)
    {
        var type = instrument switch
        {
            Counter<long> => "counter",
            Histogram<double> => "histogram",
            _ => "gauge",
        };
        return $"{PrometheusText.NameOf(instrument.Name, instrument.Unit, type == "counter")} {type}";
    }

    [GeneratedRegex(@"^\| `(?<name>fairway_\w+)` \| (?<type>\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
