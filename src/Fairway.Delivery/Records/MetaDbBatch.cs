namespace Fairway.Delivery.Records;

/// <summary>
/// What is recorded together or not at all: a record, its manifest, its evidence and its audit entry.
/// </summary>
public sealed record MetaDbBatch
{
    /// <summary>Content to store, 64 MiB each at most.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Contents { get; init; } = [];

    /// <summary>Records, in order: one pair may have several.</summary>
    public IReadOnlyList<RecordWrite> Records { get; init; } = [];

    /// <summary>What gates saw.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Audit entries, in order.</summary>
    public IReadOnlyList<AuditEntry> Audit { get; init; } = [];
}
