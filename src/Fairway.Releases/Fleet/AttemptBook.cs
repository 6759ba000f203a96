namespace Fairway.Releases.Fleet;

/// <summary>When what failed is to be tried again: in memory only, for trying earlier does no harm.</summary>
internal sealed class AttemptBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _again = new(StringComparer.Ordinal);

    /// <summary>When it is to be tried again; null where that time has come.</summary>
    public DateTimeOffset? Find(string what, DateTimeOffset now)
    {
        lock (_lock)
        {
            return _again.TryGetValue(what, out var at) && at > now ? at : null;
        }
    }

    /// <summary>It has failed.</summary>
    public void Failed(string what, DateTimeOffset again)
    {
        lock (_lock)
        {
            _again[what] = again;
        }
    }

    /// <summary>It has done well.</summary>
    public void Forget(string what)
    {
        lock (_lock)
        {
            _again.Remove(what);
        }
    }
}
