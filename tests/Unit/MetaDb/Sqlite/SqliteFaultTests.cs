using Fairway.Delivery.Records;
using Fairway.MetaDb.Auditing;
using Fairway.MetaDb.Sqlite;
using Fairway.Tests.Twin.Storage.Disks;
using Xunit;
using static Fairway.Tests.MetaDb.Sample;

namespace Fairway.Tests.MetaDb.Sqlite;

/// <summary>A disk that fails.</summary>
public sealed class SqliteFaultTests : IDisposable
{
    private const int Full = 13;
    private const int NotWritten = 10 | (3 << 8);
    private const int NotSynced = 10 | (4 << 8);
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Disk disk = new();

    public void Dispose() => disk.Remove();

    [Theory]
    [InlineData(DiskChangeKind.Write, Full, "is full: make room, and try again")]
    [InlineData(DiskChangeKind.Write, NotWritten, "look at its disk, and try again")]
    [InlineData(DiskChangeKind.Sync, NotSynced, "look at its disk, and try again")]
    public async Task While_the_disk_fails_writes_are_refused_and_reads_go_on(object kind, int code, string why)
    {
        await using (var db = await OpenAsync())
        {
            await AddAsync(db, Record());
            disk.Fault = change => Equals(change.Kind, kind) ? code : 0;

            var writes = Enumerable.Range(0, 3).Select(i => db.AppendAuditAsync(Audit($"look-{i}"), None)).ToArray();
            foreach (var write in writes)
            {
                var refused = await Assert.ThrowsAsync<MetaDbUnavailableException>(() => write);
                Assert.StartsWith(disk.Database, refused.Message.Replace("the disk of ", "", StringComparison.Ordinal),
                    StringComparison.Ordinal);
                Assert.EndsWith(why, refused.Message, StringComparison.Ordinal);
            }

            await Assert.ThrowsAsync<MetaDbUnavailableException>(() => db.RecordAsync(Record(), 1, None));
            Assert.Equal(1, (await db.NewestAsync(Dns, None)).Sequence);
            Assert.Empty(await ListAsync(db.AuditAsync(0, None)));

            disk.Fault = static _ => 0;
            Assert.Equal(2, await db.RecordAsync(Record(), 1, None));
            Assert.Equal(1, (await db.AppendAuditAsync(Audit(), None)).Number);
        }

        await using var again = await OpenAsync();
        Assert.Equal(2, (await again.NewestAsync(Dns, None)).Sequence);
        Assert.Null(await again.VerifyAuditAsync(null, None));
    }

    [Fact]
    public async Task A_refusal_that_was_decided_upon_what_could_not_be_stored_is_no_refusal()
    {
        await using var db = await OpenAsync();
        await db.PutContentAsync(Manifest, None);
        using var failing = new ManualResetEventSlim();
        disk.Fault = change =>
        {
            failing.Wait();
            return change.Kind == DiskChangeKind.Sync ? NotSynced : 0;
        };
        var first = db.AppendAuditAsync(Audit(), None);
        var won = db.RecordAsync(Record(release: "r-1"), 0, None);
        var lost = db.RecordAsync(Record(release: "r-2"), 0, None);
        failing.Set();

        foreach (var write in new Task[] { first, won, lost })
        {
            await Assert.ThrowsAsync<MetaDbUnavailableException>(() => write);
        }

        disk.Fault = static _ => 0;
        Assert.Equal(1, await db.RecordAsync(Record(release: "r-2"), 0, None));
    }

    private Task<SqliteMetaDb> OpenAsync() =>
        SqliteMetaDb.OpenAsync(new SqliteSettings(disk.Database) { Vfs = DiskVfs.Use() }, None);
}
