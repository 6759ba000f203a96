using Fairway.Twin.Faults;
using Fairway.Twin.Http;

namespace Fairway.Cli.Fleets;

/// <summary>Decides which port to listen on.</summary>
internal static class FleetPort
{
    /// <summary>
    /// Listens on the port that was asked for; where the user asked for none, on that of the last run, so that copies
    /// of its kubeconfig stay valid, and where that is taken, on any.
    /// </summary>
    /// <exception cref="CliFailure">The port that was asked for cannot be had.</exception>
    public static async Task<FleetListener> ListenAsync(
        FleetOptions fleet, int last, FaultBoard? faults, Action<string> log, CancellationToken cancel)
    {
        var options = new FleetListenerOptions
        {
            DefaultCluster = ClusterIds.Meta,
            Log = log,
            Port = fleet.Port ?? last,
            Faults = faults,
        };
        try
        {
            return await FleetListener.StartAsync(options, cancel);
        }
        catch (ListenException) when (fleet.Port is null && last != 0)
        {
            log($"port {last}, which this fleet had before, is taken; listening on another");
            return await FleetListener.StartAsync(options with { Port = 0 }, cancel);
        }
        catch (ListenException exception)
        {
            throw new CliFailure($"{exception.Message}; choose another with --port, or leave it out", exception);
        }
    }
}
