namespace Fairway.Twin.Storage;

/// <summary>What happened to an object.</summary>
public enum StoreEventKind
{
    /// <summary>It came to be.</summary>
    Added,

    /// <summary>It has a new state.</summary>
    Modified,

    /// <summary>It is gone.</summary>
    Deleted,
}

/// <summary>One change of one object.</summary>
/// <param name="Revision">The revision of the change; each has one event.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Object">The new state; of a deletion the last one, with the deletion's revision.</param>
/// <param name="Previous">The state before; null for <see cref="StoreEventKind.Added"/>.</param>
public sealed record StoreEvent(long Revision, StoreEventKind Kind, StoredObject Object, StoredObject? Previous);

/// <summary>Events in the order of their revisions, without a gap since the revision that was asked for.</summary>
/// <param name="Events">The events; valid for good.</param>
/// <param name="Revision">Revision of the cluster up to which these are all there are: where to read on, and what a
/// bookmark says.</param>
public readonly record struct EventBatch(ReadOnlyMemory<StoreEvent> Events, long Revision);
