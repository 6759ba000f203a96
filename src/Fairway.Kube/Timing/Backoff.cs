namespace Fairway.Kube.Timing;

/// <summary>Delays that double from try to try up to a limit, each shortened by up to half.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Jitter jitter)
{
    private int _tries;

    public bool IsFresh => _tries == 0;

    public TimeSpan Next()
    {
        var delay = Exponential.Delay(first, longest, _tries);
        _tries++;
        return jitter.Shorten(delay, 0.5);
    }

    public void Reset() => _tries = 0;
}
