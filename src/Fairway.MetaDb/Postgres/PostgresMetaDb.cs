using System.Runtime.CompilerServices;
using Fairway.MetaDb.Batches;
using Fairway.MetaDb.Rows;
using Fairway.Schema.Digests;
using Npgsql;

namespace Fairway.MetaDb.Postgres;

/// <summary>
/// A store in a PostgreSQL database (14 or newer), in the schema <c>fairway</c>: for managers on several machines.
/// While the server is away every call fails; once it is back, the next one works.
/// </summary>
public sealed class PostgresMetaDb : IMetaDb
{
    private readonly PostgresSettings settings;
    private readonly PostgresFaults faults;
    private readonly NpgsqlDataSource source;
    private readonly PostgresReads reads;
    private readonly PostgresWriter writer;

    private PostgresMetaDb(PostgresSettings settings)
    {
        this.settings = settings;
        faults = new PostgresFaults(settings);
        source = NpgsqlDataSource.Create(settings.Connection);
        reads = new PostgresReads(source, settings.PageRows);
        writer = new PostgresWriter(source, settings, faults);
    }

    /// <summary>Whether a text is an address of such a database: see <see cref="OpenAsync(string,
    /// CancellationToken)"/>.</summary>
    public static bool IsAddress(string text) => PostgresAddress.Is(text);

    /// <summary>Connects, and makes or migrates the tables.</summary>
    /// <param name="address">
    /// <c>postgresql://user@host:5432/database?sslmode=verify-full</c>; libpq's PGPASSWORD and PGPASSFILE count.
    /// </param>
    /// <exception cref="MetaDbUnavailableException">
    /// The address is none, the server does not answer or refuses, or the database is not ours or of a newer Fairway.
    /// The message names no password.
    /// </exception>
    public static Task<PostgresMetaDb> OpenAsync(string address, CancellationToken cancel) =>
        OpenAsync(PostgresSettings.Of(address), cancel);

    /// <inheritdoc/>
    public async Task<MetaDbReceipt> CommitAsync(MetaDbBatch batch, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var item = new WriteItem(SealedBatch.Of(batch), cancel);
        writer.Enqueue(item);
        return await item.Task;
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> FindContentAsync(Digest digest, CancellationToken cancel)
    {
        var found = await ReadAsync(() => reads.ContentAsync(digest), cancel);
        return found is null ? default(ReadOnlyMemory<byte>?) : faults.Guard(found.Unpack);
    }

    /// <inheritdoc/>
    public Task<ComponentState> NewestAsync(PairKey pair, CancellationToken cancel) =>
        ReadAsync(() => reads.StateAsync(pair), cancel);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ComponentRecord>> HistoryAsync(
        PairKey pair, int limit, long? before, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return await ReadAsync(() => reads.HistoryAsync(pair, limit, before), cancel);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ComponentState> ByClusterAsync(string? clusterId, CancellationToken cancel) =>
        StreamAsync<ComponentState>(last => reads.ByClusterAsync(clusterId, last), cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<ComponentState> ByComponentAsync(string component, CancellationToken cancel) =>
        StreamAsync<ComponentState>(last => reads.ByComponentAsync(component, last), cancel);

    /// <inheritdoc/>
    public async Task<Evidence?> FindEvidenceAsync(Digest digest, CancellationToken cancel)
    {
        var found = await ReadAsync(() => reads.EvidenceAsync(digest), cancel);
        return found is null ? null : faults.Guard(found.Open);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvidence> EvidenceOfAsync(
        string release, string? clusterId, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = StreamAsync<EvidenceRow>(last => reads.EvidenceOfAsync(release, clusterId, last), cancel);
        await foreach (var row in rows)
        {
            yield return new RecordedEvidence(row.Digest, faults.Guard(row.Open));
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedAudit> AuditAsync(long after, CancellationToken cancel) =>
        StreamAsync<RecordedAudit>(last => reads.AuditAsync(last?.Mark.Number ?? after), cancel);

    /// <summary>Finishes what has begun, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        await source.DisposeAsync();
    }

    internal static async Task<PostgresMetaDb> OpenAsync(PostgresSettings settings, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var db = new PostgresMetaDb(settings);
        try
        {
            await db.faults.GuardAsync(async () =>
            {
                await using var connection = await db.source.OpenConnectionAsync(cancel);
                return await PostgresFormat.MigrateAsync(connection, settings);
            });
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    private async Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return await faults.GuardAsync(read);
    }

    /// <summary>Reads page by page, each from where the last one ended.</summary>
    private async IAsyncEnumerable<T> StreamAsync<T>(
        Func<T?, Task<IReadOnlyList<T>>> page, [EnumeratorCancellation] CancellationToken cancel)
        where T : class
    {
        IReadOnlyList<T> rows = [];
        do
        {
            var last = rows.Count == 0 ? null : rows[^1];
            rows = await ReadAsync(() => page(last), cancel);
            foreach (var row in rows)
            {
                cancel.ThrowIfCancellationRequested();
                yield return row;
            }
        }
        while (rows.Count == settings.PageRows);
    }
}
