namespace Fairway.Kube.Timing;

/// <summary>
/// So many acts a second in the long run, a burst at once. A token may be taken ahead of time: the answer then says how
/// long to wait, and whoever comes next waits longer. Not safe for threads: the owner locks.
/// </summary>
internal sealed class TokenBucket(double perSecond, int burst, TimeProvider time)
{
    private double _tokens = burst;
    private long _seen = time.GetTimestamp();

    /// <summary>Takes a token, now or ahead of time; how long to wait for it.</summary>
    public TimeSpan Take()
    {
        Refill();
        _tokens -= 1;
        return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / perSecond);
    }

    /// <summary>Takes a token only if there is one now.</summary>
    public bool TryTake()
    {
        Refill();
        if (_tokens < 1)
        {
            return false;
        }

        _tokens -= 1;
        return true;
    }

    private void Refill()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + (time.GetElapsedTime(_seen, now).TotalSeconds * perSecond));
        _seen = now;
    }
}
