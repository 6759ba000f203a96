using System.Data.Common;
using Fairway.MetaDb.Auditing;
using Fairway.MetaDb.Rows;
using Fairway.Schema.Digests;
using Microsoft.Data.Sqlite;

namespace Fairway.MetaDb.Sqlite;

/// <summary>The statements that read.</summary>
internal sealed class SqliteReads : IDisposable
{
    private readonly StateRows states = new();
    private readonly int page;
    private readonly SqliteStatement content;
    private readonly SqliteStatement state;
    private readonly SqliteStatement history;
    private readonly SqliteStatement all;
    private readonly SqliteStatement byCluster;
    private readonly SqliteStatement byComponent;
    private readonly SqliteStatement evidence;
    private readonly SqliteStatement evidenceByRelease;
    private readonly SqliteStatement evidenceByCluster;
    private readonly SqliteStatement audit;
    private readonly SqliteStatement lastAudit;

    public SqliteReads(SqliteConnection connection, int page)
    {
        this.page = page;
        content = new(connection, "SELECT size, deflated FROM content WHERE digest = $0", 1);
        state = new(connection, $"{StateRows.Select} WHERE p.cluster = $0 AND p.component = $1", 2);
        history = new(
            connection,
            $"""
            SELECT {RecordRows.Columns("record")} FROM record
            WHERE cluster = $0 AND component = $1 AND sequence < $2 ORDER BY sequence DESC LIMIT $3
            """,
            4);
        all = new(
            connection,
            $"{StateRows.Select} WHERE (p.cluster, p.component) > ($0, $1) ORDER BY p.cluster, p.component LIMIT $2",
            3);
        byCluster = new(
            connection,
            $"{StateRows.Select} WHERE p.cluster = $0 AND p.component > $1 ORDER BY p.component LIMIT $2",
            3);
        byComponent = new(
            connection,
            $"{StateRows.Select} WHERE p.component = $0 AND p.cluster > $1 ORDER BY p.cluster LIMIT $2",
            3);
        const string Evidence = "SELECT id, digest, json FROM evidence";
        evidence = new(connection, $"{Evidence} WHERE digest = $0", 1);
        evidenceByRelease = new(connection, $"{Evidence} WHERE release = $0 AND id > $1 ORDER BY id LIMIT $2", 3);
        evidenceByCluster = new(
            connection, $"{Evidence} WHERE release = $0 AND cluster = $1 AND id > $2 ORDER BY id LIMIT $3", 4);
        const string Audit = "SELECT number, hash, json FROM audit";
        audit = new(connection, $"{Audit} WHERE number > $0 ORDER BY number LIMIT $1", 2);
        lastAudit = new(connection, $"{Audit} ORDER BY number DESC LIMIT 1");
    }

    /// <summary>The content as it is stored, not yet compared with its digest.</summary>
    public PackedContent? Content(Digest digest) => content.First(
        row => new PackedContent(digest, checked((int)row.GetInt64(0)), row.GetFieldValue<byte[]>(1)),
        digest.ToBytes());

    public ComponentState State(PairKey pair) =>
        state.First(states.Read, pair.ClusterId, pair.Component) ?? new ComponentState { Pair = pair };

    public IReadOnlyList<ComponentRecord> History(PairKey pair, int limit, long? before) => history.All(
        row => states.Records.Read(row, 0, pair)!,
        pair.ClusterId,
        pair.Component,
        before ?? long.MaxValue,
        limit);

    /// <summary>The states behind one: the first page where that is null.</summary>
    public IReadOnlyList<ComponentState> ByCluster(string? cluster, ComponentState? after) => cluster is null
        ? all.All(states.Read, after?.Pair.ClusterId ?? "", after?.Pair.Component ?? "", page)
        : byCluster.All(states.Read, cluster, after?.Pair.Component ?? "", page);

    /// <summary>As <see cref="ByCluster"/>.</summary>
    public IReadOnlyList<ComponentState> ByComponent(string component, ComponentState? after) =>
        byComponent.All(states.Read, component, after?.Pair.ClusterId ?? "", page);

    public EvidenceRow? Evidence(Digest digest) => evidence.First(EvidenceRow.Read, digest.ToBytes());

    /// <summary>As <see cref="ByCluster"/>.</summary>
    public IReadOnlyList<EvidenceRow> EvidenceOf(string release, string? cluster, EvidenceRow? after) => cluster is null
        ? evidenceByRelease.All(EvidenceRow.Read, release, after?.Id ?? 0, page)
        : evidenceByCluster.All(EvidenceRow.Read, release, cluster, after?.Id ?? 0, page);

    public IReadOnlyList<RecordedAudit> Audit(long after) => audit.All(Audit, after, page);

    /// <summary>The mark of the last entry; the default one where there is none.</summary>
    public AuditMark LastAudit() => lastAudit.First(Audit)?.Mark ?? default;

    public void Dispose()
    {
        foreach (var statement in new[]
        {
            content, state, history, all, byCluster, byComponent, evidence, evidenceByRelease, evidenceByCluster,
            audit, lastAudit,
        })
        {
            statement.Dispose();
        }
    }

    private static RecordedAudit Audit(DbDataReader row) => new(
        new AuditMark(row.GetInt64(0), new Digest(row.GetFieldValue<byte[]>(1))), row.GetFieldValue<byte[]>(2));
}
