using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Fairway.MetaDb.Sqlite;

/// <summary>The tables of the database, and how those of older versions become the present ones.</summary>
internal static class SqliteFormat
{
    /// <summary>Marks the file as a store of ours: "FWmd".</summary>
    public const int ApplicationId = 0x46576D64;

    /// <summary>Refuses a database that is not ours, or newer than this program; reads only.</summary>
    /// <exception cref="MetaDbUnavailableException">It is.</exception>
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
            throw new MetaDbUnavailableException(
                $"{path} is a database, but not one of Fairway's records: name another file");
        }

        if (version > SqliteTables.Newest)
        {
            throw new MetaDbUnavailableException(
                $"{path} has format {version}, this Fairway knows formats up to {SqliteTables.Newest}: "
                + "use a newer Fairway");
        }
    }

    /// <summary>
    /// Brings a checked database to the present version, in one transaction. Where two processes try, the second finds
    /// it done.
    /// </summary>
    public static void Migrate(SqliteConnection connection, string path)
    {
        if (Number(connection, "PRAGMA user_version") == SqliteTables.Newest)
        {
            return;
        }

        using var transaction = connection.BeginTransaction(deferred: false);
        Check(connection, path);
        for (var version = (int)Number(connection, "PRAGMA user_version"); version < SqliteTables.Newest;)
        {
            Execute(connection, SqliteTables.Migration(++version));
        }

        Execute(connection, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {SqliteTables.Newest}");
        transaction.Commit();
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static object? Value(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static long Number(SqliteConnection connection, string sql) =>
        Convert.ToInt64(Value(connection, sql), CultureInfo.InvariantCulture);
}
