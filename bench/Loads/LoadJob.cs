namespace Fairway.Bench.Loads;

/// <summary>What the process that makes the load is to do; a line of JSON on its standard input.</summary>
/// <param name="Kind">create, patch, get, list, mixed, ready or watch.</param>
/// <param name="Target">The cluster.</param>
internal sealed record LoadJob(string Kind, LoadTarget Target)
{
    /// <summary>HTTP/2, or else 1.1.</summary>
    public bool Http2 { get; init; } = true;

    /// <summary>configmaps, pods or nodes.</summary>
    public string Resource { get; init; } = "configmaps";

    /// <summary>Clients, or watchers; each has a connection of its own.</summary>
    public int Clients { get; init; } = 16;

    /// <summary>Requests of each client.</summary>
    public int Each { get; init; } = 400;

    /// <summary>Objects that are there already.</summary>
    public int Existing { get; init; }

    /// <summary>Seconds that a mixed load goes on.</summary>
    public int Seconds { get; init; }

    /// <summary>Accept header of a list; null for JSON.</summary>
    public string? Accept { get; init; }

    /// <summary>Objects in a page of a list; null for all at once.</summary>
    public int? Limit { get; init; }
}

/// <summary>Where a cluster is, and what opens it.</summary>
internal sealed record LoadTarget(string Url, string ServerName, string AuthorityPem, string Token);

/// <summary>What was seen; a line of JSON on standard output.</summary>
/// <param name="Requests">Requests, events of a watch not among them.</param>
/// <param name="Seconds">From the first to the last.</param>
/// <param name="Milliseconds">Median, 99th percentile and maximum of a request.</param>
/// <param name="Bytes">Of one answer of a list.</param>
internal sealed record LoadResult(int Requests, double Seconds, double[] Milliseconds, long Bytes)
{
    /// <summary>When each watcher received which revision: ticks of the machine's monotonic clock.</summary>
    public Dictionary<long, List<long>> Received { get; init; } = [];

    /// <summary>Events that one watcher saw.</summary>
    public int Events { get; init; }

    /// <summary>Processor time of the process that makes the load.</summary>
    public double ClientBusy { get; init; }

    /// <summary>Processor time of the process that serves.</summary>
    public double ServerBusy { get; init; }

    public double PerSecond => Requests / Seconds;

    /// <summary>
    /// Processor time of a request, in microseconds: what the figure would be made of on a machine that does nothing
    /// else.
    /// </summary>
    public string Busy => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"processor {ServerBusy / Requests * 1e6:n0} us server, {ClientBusy / Requests * 1e6:n0} us client");
}
