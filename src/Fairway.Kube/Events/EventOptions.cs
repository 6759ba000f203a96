namespace Fairway.Kube.Events;

/// <summary>Who reports events, and how many.</summary>
public sealed record EventOptions
{
    /// <summary>The controller, as <c>fairway.dev/rollout</c>.</summary>
    public required string Controller { get; init; }

    /// <summary>The process: a pod's name.</summary>
    public required string Instance { get; init; }

    /// <summary>
    /// True where another note makes another event, as Kubernetes' own controllers have it ("Scaled up ... from 1 to
    /// 2"); else it is one more of the series.
    /// </summary>
    public bool ByNote { get; init; }

    /// <summary>Silence after which the next occurrence is a new event rather than one more of a series.</summary>
    public TimeSpan SeriesEnd { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>How often the count of a series is written at the most.</summary>
    public TimeSpan SeriesUpdate { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Events about one object that may come at once; after that one every <see cref="ObjectRefill"/>.
    /// </summary>
    public int ObjectBurst { get; init; } = 25;

    /// <summary>See <see cref="ObjectBurst"/>.</summary>
    public TimeSpan ObjectRefill { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Requests a second in the long run.</summary>
    public double PerSecond { get; init; } = 10;

    /// <summary>Requests that may come at once.</summary>
    public int Burst { get; init; } = 50;

    /// <summary>
    /// How long an event may wait after it last happened until it is written first; then it is dropped, since it is old
    /// news.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Series that are remembered, and events that wait to be sent. What comes when it is full is dropped: events are
    /// no record.
    /// </summary>
    public int Capacity { get; init; } = 1_000;
}
