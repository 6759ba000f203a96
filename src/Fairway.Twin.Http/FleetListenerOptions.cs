using Fairway.Twin.Faults;

namespace Fairway.Twin.Http;

/// <summary>How a <see cref="FleetListener"/> is to listen.</summary>
public sealed record FleetListenerOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The id of the cluster whose certificate is shown to clients that send no server name of a cluster.
    /// </summary>
    public required string DefaultCluster { get; init; }

    /// <summary>Where unexpected failures are told, one line each.</summary>
    public Action<string> Log { get; init; } = static _ => { };

    /// <summary>How long running requests may go on after a stop was asked for.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What happens to requests of those who are known; null for nothing.</summary>
    public FaultBoard? Faults { get; init; }

    /// <summary>The clock of that limit.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
