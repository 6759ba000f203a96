namespace Fairway.Kube.Queues;

/// <summary>Limits of a <see cref="WorkQueue"/>.</summary>
public sealed record WorkQueueOptions
{
    /// <summary>The defaults.</summary>
    public static WorkQueueOptions Default { get; } = new();

    /// <summary>How many keys may wait for a worker, and as many again for their time.</summary>
    public int Capacity { get; init; } = 100_000;

    /// <summary>How long a key is left alone after each work on it, whatever is added meanwhile: what would be a look
    /// for each of many changes is one. The first change after it is not kept waiting. None by default.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.Zero;

    /// <summary>Delay after the first failure of a key; doubles with each failure in a row.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The longest delay after failures.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Retries a second, all keys together, in the long run.</summary>
    public double RetriesPerSecond { get; init; } = 10;

    /// <summary>Retries that may come at once before that limit holds.</summary>
    public int RetryBurst { get; init; } = 100;
}
