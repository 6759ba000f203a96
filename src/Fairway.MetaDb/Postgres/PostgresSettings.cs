using Npgsql;

namespace Fairway.MetaDb.Postgres;

/// <summary>How a <see cref="PostgresMetaDb"/> connects and stores. Tests change what is not the
/// connection.</summary>
internal sealed record PostgresSettings(NpgsqlConnectionStringBuilder Connection)
{
    /// <summary>Rows that are read at once.</summary>
    public int PageRows { get; init; } = 500;

    /// <summary>Batches that share a transaction at most, so that none waits for long.</summary>
    public int GroupLimit { get; init; } = 128;

    /// <summary>How long another manager may hold the one lock of writers before this one gives up.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a manager that stands still in a transaction keeps its lock before the server takes it
    /// away.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The database as people name it, without user and password.</summary>
    public string Place => $"postgresql://{Hosts}/{Connection.Database}";

    /// <summary>Settings of an address as libpq's: <c>postgresql://[user[:password]@]host[:port]/database[?...]</c>.
    /// </summary>
    /// <exception cref="MetaDbUnavailableException">It is none; the message names neither user nor
    /// password.</exception>
    public static PostgresSettings Of(string address) => new(PostgresAddress.Read(address));

    private string Hosts => Connection.Host!.Contains(',', StringComparison.Ordinal)
        ? Connection.Host
        : Connection.Host.Contains(':', StringComparison.Ordinal)
            ? $"[{Connection.Host}]:{Connection.Port}"
            : $"{Connection.Host}:{Connection.Port}";
}
