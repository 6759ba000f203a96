namespace Fairway.Delivery.Changes;

/// <summary>
/// Says whether an act may begin or go on. A Lease does not fence: so, before a write, stop, Release and slot are read
/// from the API server, not from a cache.
/// </summary>
public interface IActFence
{
    /// <summary>Returns where the next write may be made.</summary>
    /// <exception cref="FencedException">It may not be made.</exception>
    Task EnsureAsync(CancellationToken cancel);

    /// <summary>Returns where the next write may be made, and where that write begins something in the cluster: a step
    /// that was never granted. What was granted may end after a window has closed; what was only decided on may
    /// not begin.</summary>
    /// <exception cref="FencedException">It may not be made.</exception>
    Task EnsureMayBeginAsync(CancellationToken cancel);
}

/// <summary>An act may not begin, or not go on. Nothing is wrong with the cluster.</summary>
public sealed class FencedException(string reason, string message) : Exception(message)
{
    /// <summary>Why, in one CamelCase word.</summary>
    public string Reason => reason;
}

/// <summary>A change cannot be made as it was asked for: the message says what is wrong, where, and what to
/// do.</summary>
/// <remarks>The reasons <see cref="RecordsDisagree"/> and <see cref="RecordOlderThanCluster"/> hold the cluster until a
/// person has settled its records; any other fails it.</remarks>
public sealed class ChangeRefusedException(string reason, string message) : Exception(message)
{
    /// <summary>What is recorded of the cluster, and the inventory in the cluster, disagree.</summary>
    public const string RecordsDisagree = "RecordsDisagree";

    /// <summary>The cluster, or the meta cluster, knows of more than is recorded: the MetaDB was restored from an older
    /// copy. It holds the cluster, too.</summary>
    public const string RecordOlderThanCluster = "RecordOlderThanCluster";

    /// <summary>Whether a person must settle it first.</summary>
    public bool IsDisagreement => Reason is RecordsDisagree or RecordOlderThanCluster;

    /// <summary>Why, in one CamelCase word.</summary>
    public string Reason => reason;
}
