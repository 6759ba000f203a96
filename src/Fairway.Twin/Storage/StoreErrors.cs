namespace Fairway.Twin.Storage;

/// <summary>What a store says when it cannot do what was asked; the message is for users.</summary>
public abstract class StoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The history asked for is gone; an API server answers 410.</summary>
public sealed class CompactedException(long asked, long oldest)
    : StoreException($"revision {asked} has been compacted; the oldest one that can be read is {oldest}")
{
    /// <summary>The revision that was asked for.</summary>
    public long Asked => asked;

    /// <summary>The oldest revision that can still be read, or watched from.</summary>
    public long Oldest => oldest;
}

/// <summary>
/// A revision was asked for that the cluster has not reached; wait with <see
/// cref="ClusterStore.WaitForRevisionAsync"/>.
/// </summary>
public sealed class FutureRevisionException(long asked, long newest)
    : StoreException($"revision {asked} is in the future; the newest one is {newest}")
{
    /// <summary>The revision that was asked for.</summary>
    public long Asked => asked;

    /// <summary>The newest revision at the time.</summary>
    public long Newest => newest;
}

/// <summary>
/// A write could not be made durable, so it does not count: it may be tried again. (After a power loss in this very
/// moment it may yet be found written, as with every answer that did not come.) An API server answers 503.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>Another process has the data folder open.</summary>
public sealed class StoreInUseException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>
/// The data is not a store of ours, is of a newer version, or is damaged. Nothing has been written to it.
/// </summary>
public sealed class StoreFormatException(string message, Exception? inner = null) : StoreException(message, inner);
