namespace Fairway.Twin.Storage;

/// <summary>What a <see cref="ClusterStore"/> is made of, and how much history it keeps.</summary>
public sealed record StoreOptions
{
    /// <summary>The clock: ages of events, and the bound of waiting.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Where writes are made durable; null keeps everything in memory, and commits complete at once.</summary>
    public IStoreJournal? Journal { get; init; }

    /// <summary>
    /// Gives the <see cref="ObjectDraft.Fields"/> of an object that a journal held, from the name of the resource and
    /// the JSON; null where no resource has any. They are not stored: which fields can be selected is a matter of the
    /// program, not of the data.
    /// </summary>
    public Func<string, ReadOnlyMemory<byte>, IReadOnlyList<string>>? FieldsOf { get; init; }

    /// <summary>Revision of an empty store. Those before it count as compacted.</summary>
    public long FirstRevision { get; init; } = 1;

    /// <summary>What a new store begins with; null for nothing.</summary>
    internal StoreSeed? Seed { get; init; }

    /// <summary>Events younger than this are kept. API servers promise watchers 75 s.</summary>
    public TimeSpan EventAge { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>So many of the newest events of a resource are kept, whatever their age.</summary>
    public int EventFloor { get; init; } = 10_000;

    /// <summary>
    /// No more events than this are kept of one resource, whatever their age; at least <see cref="EventFloor"/>.
    /// </summary>
    public int EventCeiling { get; init; } = 100_000;
}
