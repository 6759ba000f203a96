using System.Net;

namespace Fairway.Cli.Observing;

/// <summary>How a running process can be seen from outside: metrics, probes, traces.</summary>
internal sealed class Observation : IAsyncDisposable
{
    private readonly Telemetry telemetry;
    private readonly ProbeServer? server;

    private Observation(Telemetry telemetry, ProbeServer? server)
    {
        this.telemetry = telemetry;
        this.server = server;
    }

    /// <summary>Begins: before what is to be seen, so that probes are answered while it starts.</summary>
    /// <param name="address">Where metrics and probes are served; null for nowhere.</param>
    /// <param name="service">What the process is called in traces.</param>
    /// <param name="readiness">What <c>/readyz</c> asks.</param>
    /// <param name="say">Told where it listens.</param>
    /// <exception cref="CliFailure">The address cannot be had.</exception>
    public static async Task<Observation?> StartAsync(
        IPEndPoint? address, string service, Readiness readiness, Action<string> say, CancellationToken cancel)
    {
        var settings = OtlpSettings.Read(Environment.GetEnvironmentVariable);
        if (address is null && settings is { SendsMetrics: false, SendsTraces: false })
        {
            return null;
        }

        var telemetry = new Telemetry(service, settings);
        try
        {
            var server = address is null
                ? null
                : await ProbeServer.StartAsync(address, new ProbePages(telemetry.Text, readiness), cancel);
            if (server is not null)
            {
                say($"metrics and probes at {server.Url}");
            }

            return new Observation(telemetry, server);
        }
        catch
        {
            telemetry.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        telemetry.Dispose();
    }
}
