using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Fairway.Twin.Storage;

/// <summary>The tables of a store's database, and how those of older versions become the present ones.</summary>
internal static class SqliteSchema
{
    /// <summary>Marks the file as a store of ours: "FWay".</summary>
    public const int ApplicationId = 0x46576179;

    /// <summary>
    /// Step n makes version n + 1 of version n. A step that was released never changes. A row is found by its revision,
    /// which the store knows: so there is no second index to write, and rows are mostly appended.
    /// </summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE cluster (id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL) STRICT;
        CREATE TABLE object (
            revision INTEGER PRIMARY KEY,
            resource TEXT NOT NULL,
            namespace TEXT,
            name TEXT NOT NULL,
            json BLOB NOT NULL) STRICT;
        INSERT INTO cluster (id, revision) VALUES (1, 1);
        """,
    ];

    /// <summary>Refuses a database that is not ours, or newer than this program; reads only.</summary>
    public static void Check(SqliteConnection connection, string path)
    {
        var application = Number(connection, "PRAGMA application_id");
        var version = Number(connection, "PRAGMA user_version");
        if (application == 0 && version == 0 && Number(connection, "SELECT count(*) FROM sqlite_master") == 0)
        {
            return;
        }

        if (application != ApplicationId)
        {
            throw new StoreFormatException($"{path} is a database, but not Fairway's; choose another data folder");
        }

        if (version > Steps.Length)
        {
            throw new StoreFormatException(
                $"{path} has format {version}, this Fairway knows formats up to {Steps.Length}; use a newer Fairway");
        }
    }

    /// <summary>Brings a checked database to the present version, in one transaction.</summary>
    public static void Migrate(SqliteConnection connection)
    {
        var version = Number(connection, "PRAGMA user_version");
        if (version == Steps.Length)
        {
            return;
        }

        using var transaction = connection.BeginTransaction();
        for (; version < Steps.Length; version++)
        {
            Execute(connection, Steps[version]);
        }

        Execute(connection, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Steps.Length}");
        transaction.Commit();
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Number(SqliteConnection connection, string sql) =>
        Convert.ToInt64(Value(connection, sql), CultureInfo.InvariantCulture);

    public static object? Value(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
