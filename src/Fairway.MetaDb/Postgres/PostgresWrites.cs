using Fairway.MetaDb.Batches;
using Fairway.MetaDb.Records;
using Fairway.MetaDb.Rows;
using Npgsql;

namespace Fairway.MetaDb.Postgres;

/// <summary>The statements that write: one for each table, its rows as arrays.</summary>
internal static class PostgresWrites
{
    /// <summary>Adds what these batches write, and the states that they leave.</summary>
    public static void Add(
        NpgsqlBatch batch, IReadOnlyList<(WriteItem Item, AdmittedBatch Batch)> granted,
        IReadOnlyList<ComponentState> states)
    {
        AddIfAny(batch, [.. granted.SelectMany(one => one.Item.Contents)], Contents);
        AddIfAny(batch, [.. granted.SelectMany(one => one.Batch.Records)], Records);
        AddIfAny(batch, states, Pairs);
        AddIfAny(batch, [.. granted.SelectMany(one => one.Item.Batch.Evidence)], Evidence);
        AddIfAny(batch, [.. granted.SelectMany(one => one.Batch.Audit)], Audit);
    }

    /// <summary>A statement with its parameters, <c>$1</c> and on.</summary>
    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static void AddIfAny<T>(
        NpgsqlBatch batch, IReadOnlyList<T> rows, Func<IReadOnlyList<T>, NpgsqlBatchCommand> make)
    {
        if (rows.Count > 0)
        {
            batch.BatchCommands.Add(make(rows));
        }
    }

    private static NpgsqlBatchCommand Contents(IReadOnlyList<PackedContent> rows) => Command(
        "INSERT INTO content (digest, size, deflated) SELECT * FROM unnest($1, $2, $3) ON CONFLICT DO NOTHING",
        rows.Select(one => one.Digest.ToBytes()).ToArray(),
        rows.Select(one => (long)one.Size).ToArray(),
        rows.Select(one => one.Deflated).ToArray());

    private static NpgsqlBatchCommand Records(IReadOnlyList<ComponentRecord> rows)
    {
        var images = rows.Select(RecordRows.Images).ToArray();
        return Command(
            """
            INSERT INTO record (cluster, component, sequence, mark, version, version_digest, values_digest,
                manifest_digest, images, release, epoch, at, seal)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            rows.Select(one => one.ClusterId).ToArray(),
            rows.Select(one => one.Component).ToArray(),
            rows.Select(one => one.Sequence).ToArray(),
            rows.Select(one => (long)one.Mark).ToArray(),
            rows.Select(one => one.Version).ToArray(),
            rows.Select(one => one.VersionDigest?.ToBytes()).ToArray(),
            rows.Select(one => one.ValuesDigest?.ToBytes()).ToArray(),
            rows.Select(one => one.ManifestDigest.ToBytes()).ToArray(),
            images,
            rows.Select(one => one.ReleaseId).ToArray(),
            rows.Select(one => one.Epoch).ToArray(),
            rows.Select(one => RecordRows.Time(one.At)).ToArray(),
            rows.Select((one, at) => RecordSeal.Of(one, images[at])).ToArray());
    }

    private static NpgsqlBatchCommand Pairs(IReadOnlyList<ComponentState> rows) => Command(
        """
        INSERT INTO pair (cluster, component, sequence, intended, applied, good)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6)
        ON CONFLICT (cluster, component) DO UPDATE SET
            sequence = excluded.sequence, intended = excluded.intended, applied = excluded.applied,
            good = excluded.good
        """,
        rows.Select(one => one.Pair.ClusterId).ToArray(),
        rows.Select(one => one.Pair.Component).ToArray(),
        rows.Select(one => one.Sequence).ToArray(),
        rows.Select(one => one.Intended?.Sequence).ToArray(),
        rows.Select(one => one.Applied?.Sequence).ToArray(),
        rows.Select(one => one.Good?.Sequence).ToArray());

    private static NpgsqlBatchCommand Evidence(IReadOnlyList<SealedEvidence> rows) => Command(
        """
        INSERT INTO evidence (digest, release, cluster, json)
        SELECT digest, release, cluster, json
        FROM unnest($1, $2, $3, $4) WITH ORDINALITY AS one (digest, release, cluster, json, number) ORDER BY number
        ON CONFLICT (digest) DO NOTHING
        """,
        rows.Select(one => one.Digest.ToBytes()).ToArray(),
        rows.Select(one => one.Subject.Release).ToArray(),
        rows.Select(one => one.Subject.ClusterId).ToArray(),
        rows.Select(one => one.Json).ToArray());

    private static NpgsqlBatchCommand Audit(IReadOnlyList<RecordedAudit> rows) => Command(
        "INSERT INTO audit (number, hash, json) SELECT * FROM unnest($1, $2, $3)",
        rows.Select(one => one.Mark.Number).ToArray(),
        rows.Select(one => one.Mark.Hash.ToBytes()).ToArray(),
        rows.Select(one => one.Json.ToArray()).ToArray());
}
