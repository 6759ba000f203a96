namespace Fairway.Kube.Leases;

/// <summary>
/// When each Lease was last seen to change, by our own clock. Whether a holder lives is judged by that alone: the times
/// written in a Lease are of the holder's clock, which may be wrong.
/// </summary>
internal sealed class LeaseSight(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    /// <summary>
    /// The Lease of that name has changed just now, or has gone (null). Going is a change like any other while its
    /// holder may live: whoever deletes a Lease by hand does not stop its holder. One that had run out stays run out.
    /// </summary>
    public void Changed(string name, LeaseRecord? lease)
    {
        lock (_lock)
        {
            var known = _seen.GetValueOrDefault(name);
            if (lease is not null || known.Duration > time.GetElapsedTime(known.At))
            {
                _seen[name] = new Seen(time.GetTimestamp(), lease?.Duration ?? known.Duration);
            }
        }
    }

    /// <summary>
    /// How long to leave its holder alone yet; zero or less if it is over. A Lease never seen counts as seen now, with
    /// <paramref name="unseen"/> as its duration.
    /// </summary>
    public TimeSpan Left(string name, TimeSpan unseen)
    {
        lock (_lock)
        {
            if (!_seen.TryGetValue(name, out var seen))
            {
                seen = _seen[name] = new Seen(time.GetTimestamp(), unseen);
            }

            return seen.Duration - time.GetElapsedTime(seen.At);
        }
    }

    private readonly record struct Seen(long At, TimeSpan Duration);
}
