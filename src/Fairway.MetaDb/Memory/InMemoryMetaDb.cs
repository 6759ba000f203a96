using System.Runtime.CompilerServices;
using Fairway.MetaDb.Auditing;
using Fairway.MetaDb.Batches;
using Fairway.MetaDb.Gates;
using Fairway.MetaDb.Records;
using Fairway.Schema.Digests;

namespace Fairway.MetaDb.Memory;

/// <summary>
/// A store for simulations and tests: it ends with the process. Every call yields first, so that a caller meets the
/// interleavings that a real store would give it.
/// </summary>
public sealed class InMemoryMetaDb : IMetaDb
{
    private readonly Lock gate = new();
    private readonly MemoryTables tables = new();

    /// <inheritdoc/>
    public async Task<MetaDbReceipt> CommitAsync(MetaDbBatch batch, CancellationToken cancel)
    {
        var work = SealedBatch.Of(batch);
        await YieldAsync(cancel);
        lock (gate)
        {
            return tables.Commit(work);
        }
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> FindContentAsync(Digest digest, CancellationToken cancel)
    {
        await YieldAsync(cancel);
        lock (gate)
        {
            return tables.FindContent(digest);
        }
    }

    /// <inheritdoc/>
    public async Task<ComponentState> NewestAsync(PairKey pair, CancellationToken cancel)
    {
        await YieldAsync(cancel);
        lock (gate)
        {
            return tables.Newest(pair);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ComponentRecord>> HistoryAsync(
        PairKey pair,
        int limit,
        long? before,
        CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        await YieldAsync(cancel);
        lock (gate)
        {
            return tables.History(pair, limit, before);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ComponentState> ByClusterAsync(string? clusterId, CancellationToken cancel) =>
        StreamAsync(() => tables.ByCluster(clusterId), cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<ComponentState> ByComponentAsync(string component, CancellationToken cancel) =>
        StreamAsync(() => tables.ByComponent(component), cancel);

    /// <inheritdoc/>
    public async Task<Evidence?> FindEvidenceAsync(Digest digest, CancellationToken cancel)
    {
        await YieldAsync(cancel);
        lock (gate)
        {
            return tables.FindEvidence(digest) is { } found ? EvidenceJson.Read(found.Json) : null;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvidence> EvidenceOfAsync(
        string release,
        string? clusterId,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var found in StreamAsync(() => tables.EvidenceOf(release, clusterId), cancel))
        {
            yield return new RecordedEvidence(found.Digest, EvidenceJson.Read(found.Json));
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedAudit> AuditAsync(long after, CancellationToken cancel) =>
        StreamAsync(() => tables.Audit(after), cancel);

    /// <summary>Does nothing: what is recorded stays, for the manager that comes next.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task YieldAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await Task.Yield();
    }

    private async IAsyncEnumerable<T> StreamAsync<T>(
        Func<IReadOnlyList<T>> read,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await YieldAsync(cancel);
        IReadOnlyList<T> rows;
        lock (gate)
        {
            rows = read();
        }

        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            yield return row;
        }
    }
}
