using Fairway.Delivery.Records;
using Fairway.MetaDb.Auditing;
using Fairway.Schema.Digests;
using Microsoft.Data.Sqlite;
using Xunit;
using static Fairway.Tests.MetaDb.Sample;

namespace Fairway.Tests.MetaDb.Sqlite;

/// <summary>What a disk or a shell does to the file behind our back is noticed.</summary>
public sealed class SqliteTamperingTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly SqliteFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Damaged_pages_are_noticed_and_nothing_else_is_read()
    {
        await file.FillAsync(60);
        var whole = File.ReadAllBytes(file.Path);
        var seen = 0;
        for (var at = 0; at < whole.Length; at += 4096)
        {
            var damaged = whole.ToArray();
            damaged.AsSpan(at, 512).Fill(0xA5);
            File.WriteAllBytes(file.Path, damaged);
            seen += await file.ReadAllAsync() ? 0 : 1;
        }

        Assert.Equal(whole.Length / 4096, seen);
        File.WriteAllBytes(file.Path, whole[..(whole.Length / 2)]);
        Assert.False(await file.ReadAllAsync());
        File.WriteAllBytes(file.Path, whole);
        Assert.True(await file.ReadAllAsync());
    }

    [Theory]
    [InlineData("UPDATE record SET epoch = 1000 WHERE sequence = 2")]
    [InlineData("UPDATE record SET release = 'r-9' WHERE sequence = 3")]
    [InlineData("UPDATE record SET images = '{}' WHERE sequence = 3")]
    [InlineData("UPDATE record SET values_digest = NULL WHERE sequence = 3")]
    [InlineData("UPDATE record SET mark = 3 WHERE sequence = 3")]
    [InlineData("UPDATE pair SET intended = 2")]
    [InlineData("UPDATE pair SET good = 3")]
    [InlineData("UPDATE pair SET intended = NULL")]
    public async Task A_row_that_was_changed_behind_our_back_is_not_read(string sql)
    {
        await file.FillAsync(3);
        file.Execute("DROP TRIGGER record_stays; DROP TRIGGER pair_advances; " + sql);
        await using var db = await file.OpenAsync();

        async Task ReadAsync()
        {
            await db.NewestAsync(Dns, None);
            await db.HistoryAsync(Dns, 10, null, None);
        }

        var refused = await Assert.ThrowsAsync<MetaDbUnavailableException>(ReadAsync);
        Assert.Contains("restore it from a backup", refused.Message, StringComparison.Ordinal);
        Assert.Contains("not what was written", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE content SET deflated = x'00'")]
    [InlineData("UPDATE content SET size = 3")]
    [InlineData("UPDATE content SET size = 1 << 40")]
    [InlineData("UPDATE content SET deflated = (SELECT deflated FROM content WHERE id = 2) WHERE id = 1")]
    public async Task Content_that_is_not_its_digest_s_is_not_given_out(string sql)
    {
        await file.FillAsync(1);
        await using (var filled = await file.OpenAsync())
        {
            await filled.PutContentAsync("{}"u8.ToArray(), None);
        }

        file.Execute("DROP TRIGGER content_stays; " + sql);
        await using var db = await file.OpenAsync();

        var refused = await Assert.ThrowsAsync<MetaDbUnavailableException>(
            () => db.FindContentAsync(Digest.Of(Manifest), None));

        Assert.Contains(file.Path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_that_is_not_its_digest_s_is_not_given_out()
    {
        await file.FillAsync(1);
        file.Execute("DROP TRIGGER evidence_stays");
        file.Execute("UPDATE evidence SET json = CAST(replace(json, 'Hold', 'Pass') AS BLOB)");
        await using var db = await file.OpenAsync();

        var refused = await Assert.ThrowsAsync<MetaDbUnavailableException>(
            () => ListAsync(db.EvidenceOfAsync("r-1", null, None)));

        Assert.Contains("is not what was stored", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE {0} SET {1} = {1}")]
    [InlineData("DELETE FROM {0}")]
    public async Task Nothing_recorded_is_changed_or_deleted_by_mistake(string sql)
    {
        await file.FillAsync(2);
        foreach (var (table, column) in new[]
            { ("content", "size"), ("record", "epoch"), ("evidence", "release"), ("audit", "hash"), ("pair", "good") })
        {
            var refused = Assert.Throws<SqliteException>(() => file.Execute(string.Format(null, sql, table, column)));
            Assert.Equal(19, refused.SqliteErrorCode);
        }

        Assert.True(await file.ReadAllAsync(2));
    }

    [Theory]
    [InlineData("INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE number = 1")]
    [InlineData("INSERT OR REPLACE INTO audit SELECT 9, hash, json FROM audit WHERE number = 1")]
    [InlineData("INSERT OR REPLACE INTO record SELECT * FROM record WHERE sequence = 1")]
    public async Task Nothing_recorded_is_replaced_by_mistake(string sql)
    {
        await file.FillAsync(2);

        Assert.Equal(19, Assert.Throws<SqliteException>(() => file.Execute(sql)).SqliteErrorCode);

        file.Execute("INSERT OR REPLACE INTO content SELECT id, digest, 7, deflated FROM content");
        file.Execute("INSERT OR REPLACE INTO evidence SELECT id, digest, 'r-9', cluster, json FROM evidence");
        Assert.True(await file.ReadAllAsync(2));
    }

    [Theory]
    [InlineData("UPDATE audit SET json = CAST(replace(json, 'look-3', 'look-8') AS BLOB)", 3)]
    [InlineData("DELETE FROM audit WHERE number = 4", 4)]
    [InlineData("DELETE FROM audit WHERE number = 1", 1)]
    [InlineData("UPDATE audit SET hash = (SELECT hash FROM audit WHERE number = 1) WHERE number = 6", 6)]
    [InlineData("UPDATE audit SET json = x'00' WHERE number = 2", 2)]
    public async Task Tampering_with_the_audit_log_is_seen(string sql, int at)
    {
        await file.FillAsync(6);
        file.Execute("DROP TRIGGER audit_stays; DROP TRIGGER audit_remains; " + sql);
        await using var db = await file.OpenAsync();

        Assert.Equal(at, (await db.VerifyAuditAsync(null, None))!.Number);
    }

    [Fact]
    public async Task Cutting_off_the_end_of_the_audit_log_is_seen_by_a_mark_that_was_kept()
    {
        var mark = await file.FillAsync(6);
        file.Execute("DROP TRIGGER audit_remains; DELETE FROM audit WHERE number > 4");
        await using var db = await file.OpenAsync();

        Assert.Null(await db.VerifyAuditAsync(null, None));
        Assert.Equal(5, (await db.VerifyAuditAsync(mark, None))!.Number);
    }

    [Fact]
    public async Task A_letter_changed_in_the_file_is_seen_in_the_audit_log()
    {
        await file.FillAsync(6);
        var bytes = File.ReadAllBytes(file.Path);
        bytes[bytes.AsSpan().IndexOf("look-5"u8) + 5]++;
        File.WriteAllBytes(file.Path, bytes);
        await using var db = await file.OpenAsync();

        var broken = await db.VerifyAuditAsync(null, None);

        Assert.Equal(new AuditBreak(5, "audit entry 5, or the one before, has been changed"), broken);
        Assert.Equal("look-6", (await ListAsync(db.AuditAsync(4, None)))[0].Entry.Verb);
    }
}
