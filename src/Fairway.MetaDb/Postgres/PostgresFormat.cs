using System.Globalization;
using Npgsql;

namespace Fairway.MetaDb.Postgres;

/// <summary>The tables of the database, and how those of older versions become the present ones.</summary>
internal static class PostgresFormat
{
    /// <summary>The newest version that this program knows.</summary>
    public const int Newest = 1;

    /// <summary>The one lock of all that write: "FWmd", as a number.</summary>
    public const long WritersLock = 0x46576D64;

    /// <summary>Brings a database to the present version, in one transaction. Where two managers try, the second finds
    /// it done.</summary>
    /// <exception cref="MetaDbUnavailableException">It is of a newer Fairway, or its schema is somebody
    /// else's.</exception>
    public static async Task<bool> MigrateAsync(NpgsqlConnection connection, PostgresSettings settings)
    {
        if (await VersionAsync(connection, settings) == Newest)
        {
            return true;
        }

        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({WritersLock})");
        var version = await VersionAsync(connection, settings);
        if (version == 0)
        {
            await RequireEmptyAsync(connection, settings);
        }

        while (version < Newest)
        {
            await ExecuteAsync(connection, "CREATE SCHEMA IF NOT EXISTS fairway");
            await ExecuteAsync(connection, Migration(++version));
            await ExecuteAsync(
                connection, $"DELETE FROM fairway.format; INSERT INTO fairway.format VALUES ({version})");
        }

        await transaction.CommitAsync();
        return true;
    }

    /// <summary>The version of the tables; 0 where there are none of ours.</summary>
    private static async Task<int> VersionAsync(NpgsqlConnection connection, PostgresSettings settings)
    {
        // Not to_regclass: it may answer from what this session remembers from before it waited for the lock.
        const string Own = "SELECT 1 FROM pg_tables WHERE schemaname = 'fairway' AND tablename = 'format'";
        if (await ScalarAsync(connection, Own) is null)
        {
            return 0;
        }

        var found = await ScalarAsync(connection, "SELECT version FROM fairway.format");
        var version = Convert.ToInt32(found, CultureInfo.InvariantCulture);
        return version <= Newest
            ? version
            : throw new MetaDbUnavailableException(
                $"{settings.Place} has format {version}, this Fairway knows formats up to {Newest}: "
                + "use a newer Fairway");
    }

    // Under the lock: another manager may just have made the tables.
    private static async Task RequireEmptyAsync(NpgsqlConnection connection, PostgresSettings settings)
    {
        const string Tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'fairway'";
        if (Convert.ToInt64(await ScalarAsync(connection, Tables), CultureInfo.InvariantCulture) > 0)
        {
            throw new MetaDbUnavailableException(
                $"{settings.Place} has a schema \"fairway\" that is not Fairway's: name another database");
        }
    }

    private static string Migration(int version)
    {
        var name = $"Fairway.MetaDb.Postgres.{version:d4}.sql";
        using var text = typeof(PostgresFormat).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its embedded migration {name}.");
        return new StreamReader(text).ReadToEnd();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
