using System.Data;
using Fairway.MetaDb.Batches;
using Fairway.MetaDb.Records;
using Fairway.MetaDb.Rows;
using Fairway.Schema.Digests;
using Npgsql;

namespace Fairway.MetaDb.Postgres;

/// <summary>
/// Batches that are written together, in one transaction under the one lock of all writers: what they rest on is read
/// at once, they are decided here, and what was granted is written at once. So a group costs four exchanges with the
/// server, however large it is, and one sync.
/// </summary>
internal sealed class PostgresGroup(NpgsqlConnection connection, PostgresSettings settings)
{
    /// <summary>What each batch became, in order. Where this throws, none of them is recorded, or nobody
    /// knows.</summary>
    public async Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<WriteItem> items)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);
        await LockAsync();
        var admission = await AdmissionAsync([.. items.SelectMany(item => item.Batch.Records)]);
        var outcomes = new List<WriteOutcome>(items.Count);
        var granted = new List<(WriteItem Item, AdmittedBatch Batch)>();
        foreach (var item in items)
        {
            try
            {
                var admitted = admission.Admit(item.Batch);
                granted.Add((item, admitted));
                outcomes.Add(new WriteOutcome(admitted.Receipt(item.Batch), null));
            }
            catch (MetaDbException refused)
            {
                outcomes.Add(new WriteOutcome(null, refused));
            }
        }

        if (granted.Count > 0)
        {
            await using var writes = new NpgsqlBatch(connection, transaction);
            PostgresWrites.Add(writes, granted, [.. admission.States]);
            await writes.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
        return outcomes;
    }

    // The settings go with the transaction, so that a pool between us and the server does not matter. A server that is
    // set to acknowledge before it has synced is told otherwise; one that waits for standbys too is left alone.
    private async Task LockAsync()
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"SET LOCAL lock_timeout = {(long)settings.LockTimeout.TotalMilliseconds}"),
                new("SET LOCAL idle_in_transaction_session_timeout = "
                    + $"{(long)settings.IdleTimeout.TotalMilliseconds}"),
                new("SELECT set_config('synchronous_commit', 'on', true) "
                    + "WHERE current_setting('synchronous_commit') IN ('off', 'local')"),
                new($"SELECT pg_advisory_xact_lock({PostgresFormat.WritersLock})"),
            },
        };
        await batch.ExecuteNonQueryAsync();
    }

    private async Task<Admission> AdmissionAsync(IReadOnlyList<RecordWrite> writes)
    {
        var pairs = writes.Select(write => write.Record.Pair).Distinct().ToList();
        var manifests = writes.Select(write => write.Record.ManifestDigest).Distinct();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                PostgresWrites.Command(
                    "SELECT number, hash, json FROM audit ORDER BY number DESC LIMIT 1"),
                PostgresWrites.Command(
                    "SELECT digest FROM content WHERE digest = ANY($1)",
                    (object)manifests.Select(manifest => manifest.ToBytes()).ToArray()),
                PostgresWrites.Command(
                    $"{StateRows.Select} WHERE (p.cluster, p.component) IN (SELECT * FROM unnest($1, $2))",
                    pairs.Select(pair => pair.ClusterId).ToArray(),
                    pairs.Select(pair => pair.Component).ToArray()),
            },
        };
        await using var rows = await batch.ExecuteReaderAsync();
        var last = await rows.ReadAsync() ? PostgresReads.Audit(rows).Mark : default;
        await rows.NextResultAsync();
        var stored = new HashSet<Digest>();
        while (await rows.ReadAsync())
        {
            stored.Add(new Digest(rows.GetFieldValue<byte[]>(0)));
        }

        await rows.NextResultAsync();
        var states = new Dictionary<PairKey, ComponentState>();
        for (var reader = new StateRows(); await rows.ReadAsync();)
        {
            var state = reader.Read(rows);
            states[state.Pair] = state;
        }

        return new Admission(
            pair => states.GetValueOrDefault(pair) ?? new ComponentState { Pair = pair }, stored.Contains, last);
    }
}
