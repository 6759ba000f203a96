using Fairway.Delivery.Records;
using Fairway.MetaDb.Auditing;
using Fairway.MetaDb.Postgres;
using Fairway.Schema.Digests;
using Npgsql;
using Xunit;
using static Fairway.Tests.MetaDb.Sample;

namespace Fairway.Tests.MetaDb.Postgres;

/// <summary>What becomes of the database: opened again, by several managers, foreign, newer, tampered with.</summary>
public sealed class PostgresSharingTests(PostgresServer server)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_store_that_is_opened_again_has_what_was_recorded()
    {
        var address = await server.CreateAsync();
        await FillAsync(address);

        await using var again = await PostgresMetaDb.OpenAsync(address, None);

        Assert.Equal("r-1", (await again.NewestAsync(Dns, None)).Newest!.ReleaseId);
        Assert.Equal(Manifest, (await again.FindContentAsync(Digest.Of(Manifest), None))!.Value.ToArray());
        Assert.Null(await again.VerifyAuditAsync(null, None));
        Assert.Equal(2, (await again.AppendAuditAsync(Audit(), None)).Number);
    }

    [Fact]
    public async Task Managers_that_start_at_once_make_one_store_and_share_it()
    {
        var address = await server.CreateAsync();
        var managers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => PostgresMetaDb.OpenAsync(address, None)));
        await managers[0].PutContentAsync(Manifest, None);
        for (var i = 0; i < 10; i++)
        {
            var marks = await Task.WhenAll(managers.Select(db => db.AppendAuditAsync(Audit($"look-{i}"), None)));
            Assert.Equal(Enumerable.Range((4 * i) + 1, 4).Select(n => (long)n), marks.Select(m => m.Number).Order());
        }

        await managers[1].RecordAsync(Record(release: "r-other", epoch: 2), 0, None);
        var late = await Assert.ThrowsAsync<StaleEpochException>(
            () => managers[2].RecordAsync(Record(epoch: 1), 0, None));

        Assert.Equal(2, late.Highest);
        Assert.Null(await managers[3].VerifyAuditAsync(null, None));
        foreach (var manager in managers)
        {
            await manager.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_database_of_a_newer_Fairway_is_left_alone()
    {
        var address = await server.CreateAsync();
        await FillAsync(address);
        await server.ExecuteAsync(Name(address), "UPDATE fairway.format SET version = 99");

        await RefusedAsync(address, "has format 99, this Fairway knows formats up to 1: use a newer Fairway");
    }

    [Fact]
    public async Task A_schema_that_is_somebody_else_s_is_left_alone()
    {
        var address = await server.CreateAsync();
        await server.ExecuteAsync(Name(address), "CREATE SCHEMA fairway; CREATE TABLE fairway.boats (name text)");

        await RefusedAsync(address, "has a schema \"fairway\" that is not Fairway's: name another database");
    }

    [Theory]
    [InlineData("UPDATE record SET epoch = 7")]
    [InlineData("DELETE FROM record")]
    [InlineData("TRUNCATE record")]
    [InlineData("UPDATE content SET size = 1")]
    [InlineData("DELETE FROM pair")]
    [InlineData("UPDATE pair SET good = 1")]
    [InlineData("DELETE FROM evidence")]
    [InlineData("DELETE FROM audit")]
    [InlineData("TRUNCATE audit")]
    [InlineData("INSERT INTO audit SELECT 9, hash, json FROM audit")]
    public async Task What_is_recorded_is_kept_from_mistakes(string sql)
    {
        var address = await server.CreateAsync();
        await FillAsync(address);

        await Assert.ThrowsAsync<PostgresException>(
            () => server.ExecuteAsync(Name(address), $"SET search_path = fairway; {sql}"));
    }

    [Theory]
    [InlineData("record", "UPDATE record SET epoch = 7")]
    [InlineData("record", "UPDATE record SET values_digest = NULL")]
    [InlineData("pair", "UPDATE pair SET intended = NULL")]
    [InlineData("content", "UPDATE content SET deflated = '\\x00'")]
    public async Task A_row_that_was_changed_behind_our_back_is_not_read(string table, string sql)
    {
        var address = await server.CreateAsync();
        await FillAsync(address);
        await server.ExecuteAsync(
            Name(address), $"SET search_path = fairway; ALTER TABLE {table} DISABLE TRIGGER USER; {sql}");
        await using var db = await PostgresMetaDb.OpenAsync(address, None);

        var refused = await Assert.ThrowsAsync<MetaDbUnavailableException>(async () =>
        {
            await db.NewestAsync(Dns, None);
            await db.FindContentAsync(Digest.Of(Manifest), None);
        });

        Assert.Contains("stop all managers, and restore it from a backup", refused.Message, StringComparison.Ordinal);
    }

    internal static string Name(string address) => address[(address.LastIndexOf('/') + 1)..];

    internal static async Task FillAsync(string address)
    {
        await using var db = await PostgresMetaDb.OpenAsync(address, None);
        await db.CommitAsync(
            new()
            {
                Contents = [Manifest],
                Records = [new(Record() with { ValuesDigest = Digest.Of("v"u8) }, 0)],
                Evidence = [Evidence()],
                Audit = [Audit()],
            },
            None);
    }

    private static async Task RefusedAsync(string address, string why)
    {
        var refused = await Assert.ThrowsAsync<MetaDbUnavailableException>(
            () => PostgresMetaDb.OpenAsync(address, None));
        Assert.EndsWith(why, refused.Message, StringComparison.Ordinal);
    }
}
