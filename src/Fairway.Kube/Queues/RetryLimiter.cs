using Fairway.Kube.Timing;

namespace Fairway.Kube.Queues;

/// <summary>
/// When to try a key again after a failure: exponentially later with each failure in a row, with jitter, and never more
/// than so many retries a second over all keys.
/// </summary>
public sealed class RetryLimiter(WorkQueueOptions options, TimeProvider time, Jitter jitter)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, int> _failures = [];
    private readonly TokenBucket _bucket = new(options.RetriesPerSecond, options.RetryBurst, time);

    /// <summary>Counts a failure of <paramref name="key"/>, and says when to try again.</summary>
    public DateTimeOffset NextTry(ObjectKey key)
    {
        lock (_lock)
        {
            var failures = _failures.GetValueOrDefault(key);
            _failures[key] = failures + 1;
            var own = jitter.Shorten(Exponential.Delay(options.FirstRetry, options.LongestRetry, failures), 0.5);
            var overall = _bucket.Take();
            return time.GetUtcNow() + (own > overall ? own : overall);
        }
    }

    /// <summary>Failures in a row of <paramref name="key"/>.</summary>
    public int Failures(ObjectKey key)
    {
        lock (_lock)
        {
            return _failures.GetValueOrDefault(key);
        }
    }

    /// <summary>The key has done well: its next failure counts as the first.</summary>
    public void Forget(ObjectKey key)
    {
        lock (_lock)
        {
            _failures.Remove(key);
        }
    }
}
