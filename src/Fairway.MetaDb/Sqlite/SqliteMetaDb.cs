using System.Runtime.CompilerServices;
using Fairway.MetaDb.Auditing;
using Fairway.MetaDb.Batches;
using Fairway.MetaDb.Gates;
using Fairway.MetaDb.Records;
using Fairway.MetaDb.Rows;
using Fairway.Schema.Digests;

namespace Fairway.MetaDb.Sqlite;

/// <summary>
/// A store in one SQLite database on a local disk: write-ahead log, one sync for all that is written at a time. Several
/// processes of one machine may have it open at once.
/// </summary>
public sealed class SqliteMetaDb : IMetaDb
{
    private readonly SqliteSettings settings;
    private readonly SqliteWorker worker;

    private SqliteMetaDb(SqliteSettings settings)
    {
        this.settings = settings;
        worker = new SqliteWorker(settings);
    }

    /// <summary>Opens a database, or makes it, with its folder, where it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="MetaDbUnavailableException">
    /// It cannot be opened, is damaged, is not ours or is of a newer Fairway. Nothing was written to it.
    /// </exception>
    public static Task<SqliteMetaDb> OpenAsync(string path, CancellationToken cancel) =>
        OpenAsync(new SqliteSettings(path), cancel);

    /// <inheritdoc/>
    public async Task<MetaDbReceipt> CommitAsync(MetaDbBatch batch, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var item = new WriteItem(SealedBatch.Of(batch), cancel);
        worker.Enqueue(item);
        return await item.Task;
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> FindContentAsync(Digest digest, CancellationToken cancel)
    {
        var found = await ReadAsync(reads => reads.Content(digest), cancel);
        return found is null ? default(ReadOnlyMemory<byte>?) : Checked(found.Unpack);
    }

    /// <inheritdoc/>
    public Task<ComponentState> NewestAsync(PairKey pair, CancellationToken cancel) =>
        ReadAsync(reads => reads.State(pair), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ComponentRecord>> HistoryAsync(
        PairKey pair,
        int limit,
        long? before,
        CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await ReadAsync(reads => reads.History(pair, limit, before), cancel);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ComponentState> ByClusterAsync(string? clusterId, CancellationToken cancel) =>
        StreamAsync<ComponentState>((reads, last) => reads.ByCluster(clusterId, last), cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<ComponentState> ByComponentAsync(string component, CancellationToken cancel) =>
        StreamAsync<ComponentState>((reads, last) => reads.ByComponent(component, last), cancel);

    /// <inheritdoc/>
    public async Task<Evidence?> FindEvidenceAsync(Digest digest, CancellationToken cancel)
    {
        var found = await ReadAsync(reads => reads.Evidence(digest), cancel);
        return found is null ? null : Checked(found.Open);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvidence> EvidenceOfAsync(
        string release,
        string? clusterId,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = StreamAsync<EvidenceRow>((reads, last) => reads.EvidenceOf(release, clusterId, last), cancel);
        await foreach (var row in rows)
        {
            yield return new RecordedEvidence(row.Digest, Checked(row.Open));
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedAudit> AuditAsync(long after, CancellationToken cancel) =>
        StreamAsync<RecordedAudit>((reads, last) => reads.Audit(last?.Mark.Number ?? after), cancel);

    /// <summary>Finishes what has begun, and closes the database.</summary>
    public ValueTask DisposeAsync() => worker.DisposeAsync();

    internal static async Task<SqliteMetaDb> OpenAsync(SqliteSettings settings, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var db = new SqliteMetaDb(settings);
        await db.worker.Opened;
        return db;
    }

    private async Task<T> ReadAsync<T>(Func<SqliteReads, T> read, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var item = new RowsItem<T>(read, cancel);
        worker.Enqueue(item);
        return await item.Task;
    }

    /// <summary>Reads page by page, each from where the last one ended, so that writes get their turn.</summary>
    private async IAsyncEnumerable<T> StreamAsync<T>(
        Func<SqliteReads, T?, IReadOnlyList<T>> page,
        [EnumeratorCancellation] CancellationToken cancel)
        where T : class
    {
        IReadOnlyList<T> rows = [];
        do
        {
            var last = rows.Count == 0 ? null : rows[^1];
            rows = await ReadAsync(reads => page(reads, last), cancel);
            foreach (var row in rows)
            {
                cancel.ThrowIfCancellationRequested();
                yield return row;
            }
        }
        while (rows.Count == settings.PageRows);
    }

    /// <summary>What is unpacked and compared on the caller's thread fails in the same words as what is read.</summary>
    private T Checked<T>(Func<T> open) => new SqliteFaults(settings).Guard(open);
}
