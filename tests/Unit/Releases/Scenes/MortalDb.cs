using Fairway.Delivery.Records;
using Fairway.Schema.Digests;

namespace Fairway.Tests.Releases.Scenes;

/// <summary>A process's line to the MetaDB: it ends with the process, and a test can take it down.</summary>
internal sealed class MortalDb(IMetaDb inner, Func<bool> isDead, Func<bool> isDown) : IMetaDb
{
    public Task<MetaDbReceipt> CommitAsync(MetaDbBatch batch, CancellationToken cancel) =>
        Alive().CommitAsync(batch, cancel);

    public Task<ReadOnlyMemory<byte>?> FindContentAsync(Digest digest, CancellationToken cancel) =>
        Alive().FindContentAsync(digest, cancel);

    public Task<ComponentState> NewestAsync(PairKey pair, CancellationToken cancel) =>
        Alive().NewestAsync(pair, cancel);

    public Task<IReadOnlyList<ComponentRecord>> HistoryAsync(
        PairKey pair, int limit, long? before, CancellationToken cancel) =>
        Alive().HistoryAsync(pair, limit, before, cancel);

    public IAsyncEnumerable<ComponentState> ByClusterAsync(string? clusterId, CancellationToken cancel) =>
        Alive().ByClusterAsync(clusterId, cancel);

    public IAsyncEnumerable<ComponentState> ByComponentAsync(string component, CancellationToken cancel) =>
        Alive().ByComponentAsync(component, cancel);

    public Task<Evidence?> FindEvidenceAsync(Digest digest, CancellationToken cancel) =>
        Alive().FindEvidenceAsync(digest, cancel);

    public IAsyncEnumerable<RecordedEvidence> EvidenceOfAsync(
        string release, string? clusterId, CancellationToken cancel) =>
        Alive().EvidenceOfAsync(release, clusterId, cancel);

    public IAsyncEnumerable<RecordedAudit> AuditAsync(long after, CancellationToken cancel) =>
        Alive().AuditAsync(after, cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IMetaDb Alive() => isDead() ? throw new OperationCanceledException("the process is dead")
        : isDown() ? throw new MetaDbUnavailableException("the store does not answer: start it")
        : inner;
}
