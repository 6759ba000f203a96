using Fairway.Schema.Digests;

namespace Fairway.Delivery.Records;

/// <summary>
/// What is recorded for good: which content was intended, applied and found good on which cluster; what each gate saw;
/// who did what. Nothing is changed or deleted here. Several managers use one store at once.
/// </summary>
/// <remarks>
/// Every method fails with <see cref="MetaDbUnavailableException"/> where the store cannot be read or written; a
/// manager that gets it does nothing further. Cancelling gives up the waiting, before the store has begun: what has
/// begun is finished. Continuations stay on the caller's context, and no call blocks it.
/// </remarks>
public interface IMetaDb : IAsyncDisposable
{
    /// <summary>
    /// Writes all of a batch, or nothing: when this returns, it survives a loss of power. Single writes are in <see
    /// cref="MetaDbWrites"/>.
    /// </summary>
    /// <exception cref="StaleEpochException">A record's Lease has been lost to another manager.</exception>
    /// <exception cref="MetaDbConflictException">Another record was first.</exception>
    /// <exception cref="ContentMissingException">A record's manifest is neither stored nor in the batch.</exception>
    /// <exception cref="MetaDbUnavailableException">
    /// The store failed. Whether the batch is recorded may be unknown: read the newest state before doing it again.
    /// </exception>
    /// <exception cref="ArgumentException">A value that cannot be recorded; the message says which.</exception>
    Task<MetaDbReceipt> CommitAsync(MetaDbBatch batch, CancellationToken cancel);

    /// <summary>The content of this digest, which is compared with it; null where it was never stored.</summary>
    Task<ReadOnlyMemory<byte>?> FindContentAsync(Digest digest, CancellationToken cancel);

    /// <summary>What is recorded of a pair; of one without records, a state with sequence 0.</summary>
    Task<ComponentState> NewestAsync(PairKey pair, CancellationToken cancel);

    /// <summary>Records of a pair, the newest first.</summary>
    /// <param name="pair">Whose.</param>
    /// <param name="limit">How many at most; at least 1.</param>
    /// <param name="before">Only those with a lower sequence; null for the newest.</param>
    Task<IReadOnlyList<ComponentRecord>> HistoryAsync(
        PairKey pair,
        int limit,
        long? before,
        CancellationToken cancel);

    /// <summary>
    /// The states of all components of a cluster, or of the whole fleet, in the order of cluster and component. Each
    /// state is whole; what is recorded meanwhile may be there or not.
    /// </summary>
    /// <param name="clusterId">Whose; null for the fleet.</param>
    IAsyncEnumerable<ComponentState> ByClusterAsync(string? clusterId, CancellationToken cancel);

    /// <summary>The states of a component on all clusters, in the order of clusters; as <see cref="ByClusterAsync"/>.
    /// </summary>
    IAsyncEnumerable<ComponentState> ByComponentAsync(string component, CancellationToken cancel);

    /// <summary>The evidence of this digest; null where it was never recorded.</summary>
    Task<Evidence?> FindEvidenceAsync(Digest digest, CancellationToken cancel);

    /// <summary>The evidence of a release, in the order in which it was recorded.</summary>
    /// <param name="release">Which release.</param>
    /// <param name="clusterId">Only what is about this cluster; null for everything.</param>
    IAsyncEnumerable<RecordedEvidence> EvidenceOfAsync(
        string release,
        string? clusterId,
        CancellationToken cancel);

    /// <summary>The audit entries behind this number, in order; all of them after 0.</summary>
    IAsyncEnumerable<RecordedAudit> AuditAsync(long after, CancellationToken cancel);
}
