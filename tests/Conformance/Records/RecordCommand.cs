using System.Globalization;
using System.Text;
using Fairway.Delivery.Gates;
using Fairway.Delivery.Records;
using Fairway.MetaDb.Sqlite;
using Fairway.Schema.Digests;

namespace Fairway.Conformance.Records;

/// <summary>
/// A manager that does nothing but record, until it is killed: <c>record FILE NAME</c>. It prints <c>recorded</c> and
/// the name of each batch once the store has said so.
/// </summary>
internal static class RecordCommand
{
    /// <summary>The pair that all managers write to.</summary>
    public static readonly PairKey Shared = new("c-1", "shared");

    private static readonly CancellationToken None = CancellationToken.None;

    public static byte[] Manifest(string name) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(name, 500)));

    public static async Task<int> RunAsync(string path, string manager, TextWriter output)
    {
        await using var db = await SqliteMetaDb.OpenAsync(path, None);
        var writers = Enumerable.Range(0, 4).Select(writer => WriteAsync(db, $"{manager}-{writer}", output));
        await Task.WhenAll(writers);
        return 0;
    }

    private static async Task WriteAsync(SqliteMetaDb db, string writer, TextWriter output)
    {
        for (var i = 0; ; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{writer}-{i}");
            while (!await TryAsync(db, name))
            {
                // Another was first: once more, upon its record.
            }

            lock (output)
            {
                output.WriteLine($"recorded {name}");
                output.Flush();
            }
        }
    }

    private static async Task<bool> TryAsync(SqliteMetaDb db, string name)
    {
        var state = await db.NewestAsync(Shared, None);
        var record = new ComponentRecord
        {
            ClusterId = Shared.ClusterId,
            Component = Shared.Component,
            Mark = RecordMark.Applied,
            Version = name,
            ManifestDigest = Digest.Of(Manifest(name)),
            ReleaseId = name,
            Epoch = 1,
            At = DateTimeOffset.UnixEpoch,
        };
        var evidence = new Evidence
        {
            Gate = "health",
            Subject = new EvidenceSubject(name),
            Decision = GateDecision.Pass,
            ObservedAt = DateTimeOffset.UnixEpoch,
            Says = "all is well",
        };
        var entry = new AuditEntry
        {
            At = DateTimeOffset.UnixEpoch,
            Actor = "manager",
            Verb = "apply",
            Subject = name,
            Reason = "it is to be recorded",
        };
        try
        {
            await db.CommitAsync(
                new MetaDbBatch
                {
                    Contents = [Manifest(name)],
                    Records = [new RecordWrite(record, state.Sequence)],
                    Evidence = [evidence],
                    Audit = [entry],
                },
                None);
            return true;
        }
        catch (MetaDbConflictException)
        {
            return false;
        }
    }
}
