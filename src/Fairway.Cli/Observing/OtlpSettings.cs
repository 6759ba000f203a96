namespace Fairway.Cli.Observing;

/// <summary>What the environment asks for, by the names of OpenTelemetry's specification. The rest (endpoints, headers,
/// protocol, intervals, sampling) the exporters read themselves.</summary>
/// <param name="SendsMetrics">Whether metrics are sent.</param>
/// <param name="SendsTraces">Whether traces are sent.</param>
internal sealed record OtlpSettings(bool SendsMetrics, bool SendsTraces)
{
    /// <summary>Reads it. Nothing is sent unless an endpoint or an exporter is named: a collector at the usual port of
    /// this machine is not guessed.</summary>
    /// <param name="variable">Gives a variable of the environment; null where it is not set.</param>
    public static OtlpSettings Read(Func<string, string?> variable)
    {
        var off = string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);
        return new OtlpSettings(!off && Sends("METRICS"), !off && Sends("TRACES"));

        bool Sends(string signal) => variable($"OTEL_{signal}_EXPORTER") switch
        {
            null or "" => !string.IsNullOrEmpty(variable("OTEL_EXPORTER_OTLP_ENDPOINT"))
                || !string.IsNullOrEmpty(variable($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")),
            var exporter => exporter == "otlp",
        };
    }
}
