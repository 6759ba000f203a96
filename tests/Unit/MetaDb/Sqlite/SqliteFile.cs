using System.Text.Json.Nodes;
using Fairway.Delivery.Records;
using Fairway.MetaDb.Auditing;
using Fairway.MetaDb.Sqlite;
using Fairway.Schema.Digests;
using Microsoft.Data.Sqlite;
using Xunit;
using static Fairway.Tests.MetaDb.Sample;

namespace Fairway.Tests.MetaDb.Sqlite;

/// <summary>A store's file in a folder of its own, and what tests do to it.</summary>
internal sealed class SqliteFile : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    public string Folder { get; } = Directory.CreateTempSubdirectory("fairway-metadb-").FullName;

    public string Path => System.IO.Path.Combine(Folder, "facts.db");

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public Task<SqliteMetaDb> OpenAsync() => SqliteMetaDb.OpenAsync(Path, None);

    /// <summary>As many batches, each with a record, evidence and an audit entry; the last mark.</summary>
    public async Task<AuditMark> FillAsync(int batches)
    {
        await using var db = await OpenAsync();
        var mark = default(AuditMark);
        for (var i = 1; i <= batches; i++)
        {
            var receipt = await db.CommitAsync(
                new()
                {
                    Contents = [Manifest],
                    Records = [new(Record(release: $"r-{i}"), i - 1)],
                    Evidence = [Evidence(release: $"r-{i}", says: $"well {i}")],
                    Audit = [Audit($"look-{i}", new JsonObject { ["n"] = i })],
                },
                None);
            mark = receipt.Audit[0];
        }

        return mark;
    }

    /// <summary>Whether all is there as it was filled; false where the store says that it is not.</summary>
    public async Task<bool> ReadAllAsync(int batches = 60)
    {
        try
        {
            await using var db = await OpenAsync();
            var history = await db.HistoryAsync(Dns, 100, null, None);
            var evidence = new List<string>();
            foreach (var record in history.Reverse())
            {
                evidence.AddRange((await ListAsync(db.EvidenceOfAsync(record.ReleaseId, null, None)))
                    .Select(row => row.Evidence.Says));
            }

            var expected = Enumerable.Range(1, batches).ToArray();
            var releases = history.Reverse().Select(record => record.ReleaseId);
            var isWhole = releases.SequenceEqual(expected.Select(i => $"r-{i}"))
                && evidence.SequenceEqual(expected.Select(i => $"well {i}"))
                && (await db.NewestAsync(Dns, None)).Sequence == batches
                && (await ListAsync(db.ByClusterAsync(null, None))).Count == 1
                && (await ListAsync(db.ByComponentAsync("coredns", None))).Count == 1
                && (await db.FindContentAsync(Digest.Of(Manifest), None))?.Length == Manifest.Length
                && await db.VerifyAuditAsync(null, None) is null
                && (await ListAsync(db.AuditAsync(0, None))).Count == batches;
            if (!isWhole)
            {
                return false;
            }

            foreach (var one in expected)
            {
                var found = await db.FindEvidenceAsync(
                    (await ListAsync(db.EvidenceOfAsync($"r-{one}", "c-1", None)))[0].Digest, None);
                Assert.Equal($"well {one}", found!.Says);
            }

            return true;
        }
        catch (MetaDbUnavailableException e)
        {
            Assert.Contains(Path, e.Message, StringComparison.Ordinal);
            return false;
        }
    }

    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
