using System.Security.Cryptography;
using System.Text;
using Fairway.Delivery.Records;
using Fairway.MetaDb.Postgres;
using Xunit;
using static Fairway.Tests.MetaDb.Sample;

namespace Fairway.Tests.MetaDb.Postgres;

/// <summary>Databases that the first Fairway made.</summary>
public sealed class PostgresFirstSchemaTests(PostgresServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_of_the_first_schema_is_opened_and_goes_on()
    {
        var address = await server.CreateAsync();
        var database = address[(address.LastIndexOf('/') + 1)..];
        await server.ExecuteAsync(
            database,
            $"CREATE SCHEMA fairway; SET search_path TO fairway; {First()}; INSERT INTO fairway.format VALUES (1)");

        await using var db = await PostgresMetaDb.OpenAsync(address, Cancel);
        await db.CommitAsync(
            new MetaDbBatch { Contents = [Manifest], Records = [new RecordWrite(Record(), 0)] }, Cancel);

        Assert.Equal(1, (await db.NewestAsync(Dns, Cancel)).Sequence);
    }

    [Fact]
    public void The_first_schema_is_never_changed() => Assert.Equal(
        "6814a3c6c876bd30df529d8429bf9f303241a39325da7cb2eeeb18b81afac6a5",
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(First()))));

    private static string First()
    {
        using var text = typeof(PostgresMetaDb).Assembly.GetManifestResourceStream("Fairway.MetaDb.Postgres.0001.sql")!;
        return new StreamReader(text).ReadToEnd();
    }
}
