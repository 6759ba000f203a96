namespace Fairway.Delivery.Records;

/// <summary>
/// The store cannot be read or written: what has failed, where, and what to do. Who gets it does nothing further. A
/// write that failed so counts as not recorded until the newest state says otherwise.
/// </summary>
public sealed class MetaDbUnavailableException(string message, Exception? inner = null)
    : MetaDbException(message, inner);
