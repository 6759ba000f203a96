using Fairway.MetaDb.Auditing;
using Fairway.MetaDb.Batches;
using Fairway.MetaDb.Records;
using Fairway.MetaDb.Rows;
using Microsoft.Data.Sqlite;

namespace Fairway.MetaDb.Sqlite;

/// <summary>The statements that write. They belong into a transaction, which the caller begins and ends.</summary>
internal sealed class SqliteWrites : IDisposable
{
    private readonly SqliteReads reads;
    private readonly SqliteStatement content;
    private readonly SqliteStatement hasContent;
    private readonly SqliteStatement record;
    private readonly SqliteStatement pair;
    private readonly SqliteStatement evidence;
    private readonly SqliteStatement audit;

    public SqliteWrites(SqliteConnection connection, SqliteReads reads)
    {
        this.reads = reads;
        content = new(connection, "INSERT INTO content (digest, size, deflated) VALUES ($0, $1, $2)", 3);
        hasContent = new(connection, "SELECT 1 FROM content WHERE digest = $0", 1);
        record = new(
            connection,
            """
            INSERT INTO record (cluster, component, sequence, mark, version, version_digest, values_digest,
                manifest_digest, images, release, epoch, at, seal)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            13);
        pair = new(
            connection,
            """
            INSERT INTO pair (cluster, component, sequence, intended, applied, good) VALUES ($0, $1, $2, $3, $4, $5)
            ON CONFLICT (cluster, component) DO UPDATE SET
                sequence = excluded.sequence, intended = excluded.intended, applied = excluded.applied,
                good = excluded.good
            """,
            6);
        evidence = new(connection, "INSERT INTO evidence (digest, release, cluster, json) VALUES ($0, $1, $2, $3)", 4);
        audit = new(connection, "INSERT INTO audit (number, hash, json) VALUES ($0, $1, $2)", 3);
    }

    /// <exception cref="MetaDbException">The batch is refused; what it has written is to be undone.</exception>
    public MetaDbReceipt Write(SealedBatch batch, IReadOnlyList<PackedContent> contents)
    {
        foreach (var one in contents)
        {
            content.Execute(one.Digest.ToBytes(), one.Size, one.Deflated);
        }

        var sequences = batch.Records.Select(Write).ToList();
        foreach (var one in batch.Evidence)
        {
            evidence.Execute(one.Digest.ToBytes(), one.Subject.Release, one.Subject.ClusterId, one.Json);
        }

        return batch.Receipt(sequences, Append(batch.Audit));
    }

    public void Dispose()
    {
        foreach (var statement in new[] { content, hasContent, record, pair, evidence, audit })
        {
            statement.Dispose();
        }
    }

    private long Write(RecordWrite write)
    {
        var before = reads.State(write.Record.Pair);
        var one = RecordFence.Admit(before, write);
        if (!hasContent.Any(one.ManifestDigest.ToBytes()))
        {
            throw new ContentMissingException(one.Pair, one.ManifestDigest);
        }

        var images = RecordRows.Images(one);
        record.Execute(
            one.ClusterId,
            one.Component,
            one.Sequence,
            (long)one.Mark,
            one.Version,
            one.VersionDigest?.ToBytes(),
            one.ValuesDigest?.ToBytes(),
            one.ManifestDigest.ToBytes(),
            images,
            one.ReleaseId,
            one.Epoch,
            RecordRows.Time(one.At),
            RecordSeal.Of(one, images));
        var after = before.With(one);
        pair.Execute(
            one.ClusterId,
            one.Component,
            one.Sequence,
            after.Intended?.Sequence,
            after.Applied?.Sequence,
            after.Good?.Sequence);
        return one.Sequence;
    }

    private IReadOnlyList<AuditMark> Append(IReadOnlyList<byte[]> entries)
    {
        var marks = new List<AuditMark>(entries.Count);
        var last = entries.Count == 0 ? default : reads.LastAudit();
        foreach (var json in entries)
        {
            last = AuditChain.Next(last, json);
            audit.Execute(last.Number, last.Hash.ToBytes(), json);
            marks.Add(last);
        }

        return marks;
    }
}
