namespace Fairway.Twin.Storage;

/// <summary>What a write comes to, given the newest objects of its resource. Pure.</summary>
/// <param name="Result">What the writer is told, once it is durable.</param>
/// <param name="Event">What watchers are told; null where nothing is written.</param>
/// <param name="Objects">The objects after the write.</param>
internal readonly record struct Decision(CommitResult Result, StoreEvent? Event, ObjectSet Objects)
{
    /// <summary>Decides a write that would get a given revision.</summary>
    public static Decision Of(StoreWrite write, ObjectSet objects, long revision)
    {
        var there = objects.Find(write.Key);
        return write switch
        {
            StoreWrite.Create when there is not null => new(new(CommitOutcome.Exists, there), null, objects),
            StoreWrite.Create create => Added(new StoredObject(create.Draft, revision), objects),
            _ when there is null => new(new(CommitOutcome.Missing, null), null, objects),
            StoreWrite.Replace replace when replace.Expected == there.Revision =>
                Modified(new StoredObject(replace.Draft, revision), there, objects),
            StoreWrite.Delete delete when delete.Expected == there.Revision =>
                Deleted(new StoredObject(delete.Last, revision), there, objects),
            _ => new(new(CommitOutcome.Stale, there), null, objects),
        };
    }

    private static Decision Added(StoredObject made, ObjectSet objects) =>
        Written(new(made.Revision, StoreEventKind.Added, made, null), objects.With(made));

    private static Decision Modified(StoredObject made, StoredObject before, ObjectSet objects) =>
        Written(new(made.Revision, StoreEventKind.Modified, made, before), objects.With(made));

    private static Decision Deleted(StoredObject last, StoredObject before, ObjectSet objects) =>
        Written(new(last.Revision, StoreEventKind.Deleted, last, before), objects.Without(before.Key));

    private static Decision Written(StoreEvent happened, ObjectSet objects) =>
        new(new(CommitOutcome.Committed, happened.Object), happened, objects);
}
