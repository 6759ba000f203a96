using Fairway.Schema.Digests;

namespace Fairway.Delivery.Records;

/// <summary>Batches of one. Errors as <see cref="IMetaDb"/>'s.</summary>
public static class MetaDbWrites
{
    /// <summary>Stores content, once however often it is put, and gives its name.</summary>
    public static async Task<Digest> PutContentAsync(
        this IMetaDb db,
        ReadOnlyMemory<byte> content,
        CancellationToken cancel)
    {
        var receipt = await db.CommitAsync(new MetaDbBatch { Contents = [content] }, cancel);
        return receipt.Contents[0];
    }

    /// <summary>
    /// Adds a record to its pair, if the newest one there is still <paramref name="expectedSequence"/> (0: there is
    /// none); gives its own sequence.
    /// </summary>
    public static async Task<long> RecordAsync(
        this IMetaDb db,
        ComponentRecord record,
        long expectedSequence,
        CancellationToken cancel)
    {
        var receipt = await db.CommitAsync(
            new MetaDbBatch { Records = [new RecordWrite(record, expectedSequence)] }, cancel);
        return receipt.Sequences[0];
    }

    /// <summary>Stores evidence, once however often it is put, and gives its name.</summary>
    public static async Task<Digest> PutEvidenceAsync(this IMetaDb db, Evidence evidence, CancellationToken cancel)
    {
        var receipt = await db.CommitAsync(new MetaDbBatch { Evidence = [evidence] }, cancel);
        return receipt.Evidence[0];
    }

    /// <summary>Appends to the audit log, and gives the entry's place in the chain.</summary>
    public static async Task<AuditMark> AppendAuditAsync(this IMetaDb db, AuditEntry entry, CancellationToken cancel)
    {
        var receipt = await db.CommitAsync(new MetaDbBatch { Audit = [entry] }, cancel);
        return receipt.Audit[0];
    }
}
