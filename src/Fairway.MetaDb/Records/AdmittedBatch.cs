using Fairway.MetaDb.Batches;

namespace Fairway.MetaDb.Records;

/// <summary>What a batch adds: records with their sequences, and audit entries with their places.</summary>
internal sealed record AdmittedBatch(IReadOnlyList<ComponentRecord> Records, IReadOnlyList<RecordedAudit> Audit)
{
    public MetaDbReceipt Receipt(SealedBatch batch) => batch.Receipt(
        [.. Records.Select(record => record.Sequence)], [.. Audit.Select(entry => entry.Mark)]);
}
