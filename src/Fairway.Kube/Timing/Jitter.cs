namespace Fairway.Kube.Timing;

/// <summary>Seeded chance for delays, safe to share between threads.</summary>
public sealed class Jitter(Random random)
{
    private readonly Lock _lock = new();

    /// <summary>A delay between <paramref name="share"/> less than <paramref name="delay"/> and
    /// <paramref name="delay"/> itself.</summary>
    public TimeSpan Shorten(TimeSpan delay, double share)
    {
        lock (_lock)
        {
            return delay * (1 - (share * random.NextDouble()));
        }
    }

    /// <summary>A delay between <paramref name="delay"/> and twice that.</summary>
    public TimeSpan UpToDouble(TimeSpan delay)
    {
        lock (_lock)
        {
            return delay * (1 + random.NextDouble());
        }
    }
}
