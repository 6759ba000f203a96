using System.Data.Common;
using Fairway.MetaDb.Rows;
using Fairway.Schema.Digests;
using Npgsql;

namespace Fairway.MetaDb.Postgres;

/// <summary>The statements that read, each of one consistent moment.</summary>
internal sealed class PostgresReads(NpgsqlDataSource source, int page)
{
    private const string EvidenceColumns = "SELECT id, digest, json FROM evidence";

    /// <summary>The content as it is stored, not yet compared with its digest.</summary>
    public async Task<PackedContent?> ContentAsync(Digest digest)
    {
        var found = await AllAsync(
            "SELECT size, deflated FROM content WHERE digest = $1",
            row => new PackedContent(digest, checked((int)row.GetInt64(0)), row.GetFieldValue<byte[]>(1)),
            digest.ToBytes());
        return found.Count > 0 ? found[0] : null;
    }

    public async Task<ComponentState> StateAsync(PairKey pair)
    {
        var found = await StatesAsync("WHERE p.cluster = $1 AND p.component = $2", pair.ClusterId, pair.Component);
        return found.Count > 0 ? found[0] : new ComponentState { Pair = pair };
    }

    public Task<IReadOnlyList<ComponentRecord>> HistoryAsync(PairKey pair, int limit, long? before)
    {
        var records = new RecordRows();
        return AllAsync(
            $"""
            SELECT {RecordRows.Columns("record")} FROM record
            WHERE cluster = $1 AND component = $2 AND sequence < $3 ORDER BY sequence DESC LIMIT $4
            """,
            row => records.Read(row, 0, pair)!,
            pair.ClusterId,
            pair.Component,
            before ?? long.MaxValue,
            limit);
    }

    /// <summary>The states behind one: the first page where that is null.</summary>
    public Task<IReadOnlyList<ComponentState>> ByClusterAsync(string? cluster, ComponentState? after) => cluster is null
        ? StatesAsync(
            "WHERE (p.cluster, p.component) > ($1, $2) ORDER BY p.cluster, p.component LIMIT $3",
            after?.Pair.ClusterId ?? "",
            after?.Pair.Component ?? "",
            page)
        : StatesAsync(
            "WHERE p.cluster = $1 AND p.component > $2 ORDER BY p.component LIMIT $3",
            cluster,
            after?.Pair.Component ?? "",
            page);

    /// <summary>As <see cref="ByClusterAsync"/>.</summary>
    public Task<IReadOnlyList<ComponentState>> ByComponentAsync(string component, ComponentState? after) => StatesAsync(
        "WHERE p.component = $1 AND p.cluster > $2 ORDER BY p.cluster LIMIT $3",
        component,
        after?.Pair.ClusterId ?? "",
        page);

    public async Task<EvidenceRow?> EvidenceAsync(Digest digest)
    {
        var found = await AllAsync($"{EvidenceColumns} WHERE digest = $1", EvidenceRow.Read, digest.ToBytes());
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>As <see cref="ByClusterAsync"/>.</summary>
    public Task<IReadOnlyList<EvidenceRow>> EvidenceOfAsync(string release, string? cluster, EvidenceRow? after) =>
        cluster is null
            ? AllAsync(
                $"{EvidenceColumns} WHERE release = $1 AND id > $2 ORDER BY id LIMIT $3",
                EvidenceRow.Read,
                release,
                after?.Id ?? 0,
                page)
            : AllAsync(
                $"{EvidenceColumns} WHERE release = $1 AND cluster = $2 AND id > $3 ORDER BY id LIMIT $4",
                EvidenceRow.Read,
                release,
                cluster,
                after?.Id ?? 0,
                page);

    public Task<IReadOnlyList<RecordedAudit>> AuditAsync(long after) => AllAsync(
        "SELECT number, hash, json FROM audit WHERE number > $1 ORDER BY number LIMIT $2", Audit, after, page);

    internal static RecordedAudit Audit(DbDataReader row) => new(
        new AuditMark(row.GetInt64(0), new Digest(row.GetFieldValue<byte[]>(1))), row.GetFieldValue<byte[]>(2));

    private Task<IReadOnlyList<ComponentState>> StatesAsync(string where, params object[] values) =>
        AllAsync($"{StateRows.Select} {where}", new StateRows().Read, values);

    private async Task<IReadOnlyList<T>> AllAsync<T>(string sql, Func<DbDataReader, T> read, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var rows = await command.ExecuteReaderAsync();
        var list = new List<T>();
        while (await rows.ReadAsync())
        {
            list.Add(read(rows));
        }

        return list;
    }
}
