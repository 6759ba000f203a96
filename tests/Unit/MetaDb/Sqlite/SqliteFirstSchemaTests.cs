using System.Security.Cryptography;
using System.Text;
using Fairway.MetaDb.Sqlite;
using Xunit;

namespace Fairway.Tests.MetaDb.Sqlite;

/// <summary>Databases that the first Fairway made.</summary>
public sealed class SqliteFirstSchemaTests : IDisposable
{
    private readonly SqliteFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_database_of_the_first_schema_is_opened_and_goes_on()
    {
        file.Execute(
            $"""
            {SqliteTables.Migration(1)};
            PRAGMA application_id = {SqliteFormat.ApplicationId};
            PRAGMA user_version = 1
            """);

        await file.FillAsync(7);

        Assert.True(await file.ReadAllAsync(7));
    }

    [Fact]
    public void The_first_schema_is_never_changed() => Assert.Equal(
        "e347df3427d40b40ed87790996dba5ff8082a231820071a692f210cb6d5f45b9",
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SqliteTables.Migration(1)))));
}
