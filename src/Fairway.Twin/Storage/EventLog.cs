namespace Fairway.Twin.Storage;

/// <summary>
/// The history of one resource, for watches. Each reader keeps a cursor of its own, the revision it has read up to;
/// there is no queue for each of them, and one that is too slow is told so by <see cref="CompactedException"/>. Safe
/// for any number of threads.
/// </summary>
public sealed class EventLog
{
    private readonly Shard shard;
    private readonly Published published;
    private readonly WaitList waiting = new();

    internal EventLog(Shard shard, Published published)
    {
        this.shard = shard;
        this.published = published;
    }

    /// <summary>Events of this revision and before are gone.</summary>
    public long Compacted => published.Newest.CompactedOf(shard);

    /// <summary>The cluster's newest durable revision.</summary>
    public long Revision => published.Newest.Revision;

    /// <summary>
    /// Reads all events after a revision. False where there are none; <see cref="EventBatch.Revision"/> holds then too.
    /// </summary>
    /// <exception cref="CompactedException">Some of them are gone.</exception>
    public bool TryRead(long after, out EventBatch batch)
    {
        var seen = published.Newest;
        var compacted = seen.CompactedOf(shard);
        if (after < compacted)
        {
            throw new CompactedException(after, compacted);
        }

        var events = seen.Of(shard).Events;
        batch = new EventBatch(events.Events[events.CountUntil(after)..], Math.Max(after, seen.Revision));
        return batch.Events.Length > 0;
    }

    /// <summary>Waits until there are events after a revision (or they have come and gone).</summary>
    /// <exception cref="OperationCanceledException">Cancelled, or the store was closed.</exception>
    public Task WaitAsync(long after, CancellationToken cancel) => waiting.WaitAsync(after + 1, cancel);

    /// <summary>The same; false where the alarm went off first.</summary>
    internal Task<bool> WaitAsync(long after, WaitAlarm alarm, CancellationToken cancel) =>
        waiting.WaitAsync(after + 1, alarm, cancel);

    internal void Wake(long revision) => waiting.Wake(revision);

    internal void Close() => waiting.Close();
}
