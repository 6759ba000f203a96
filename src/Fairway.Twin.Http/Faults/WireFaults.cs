namespace Fairway.Twin.Http.Faults;

/// <summary>What a line to an API server does to requests. For tests: a fleet behind it is far away and busy.</summary>
public sealed record WireFaults
{
    /// <summary>How long a request is under way before it is looked at.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The share of requests, 0 to 1, that are turned away with 429 and Retry-After of one second.</summary>
    public double Throttled { get; init; }

    /// <summary>Decides which.</summary>
    public int Seed { get; init; }
}
