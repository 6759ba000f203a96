using System.Data.Common;
using Npgsql;

namespace Fairway.MetaDb.Postgres;

/// <summary>Turns what goes wrong into a sentence: what, which database, what to do.</summary>
internal sealed class PostgresFaults(PostgresSettings settings)
{
    /// <summary>Does something with the database.</summary>
    /// <exception cref="MetaDbUnavailableException">It went wrong.</exception>
    public async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (Explain(e) is { } sentence)
        {
            throw new MetaDbUnavailableException(sentence, e);
        }
    }

    /// <summary>As <see cref="GuardAsync"/>, of what needs no waiting.</summary>
    /// <exception cref="MetaDbUnavailableException">It went wrong.</exception>
    public T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (Explain(e) is { } sentence)
        {
            throw new MetaDbUnavailableException(sentence, e);
        }
    }

    /// <summary>The sentence; null for what is not of the database.</summary>
    public string? Explain(Exception e) => e switch
    {
        PostgresException refused => Refused(refused),
        DbException or TimeoutException or IOException =>
            $"{settings.Place} does not answer ({e.Message}): look at the server and at the network; nothing is done "
            + "until it answers",
        FormatException or InvalidCastException or OverflowException or ArgumentException =>
            $"{settings.Place} is damaged ({e.Message}): stop all managers, and restore it from a backup",
        _ => null,
    };

    // The codes are in PostgreSQL's documentation, appendix A.
    private string Refused(PostgresException e) => e.SqlState switch
    {
        ['2', '8', ..] => $"{settings.Place} refuses the login ({e.MessageText}): look at user and password",
        PostgresErrorCodes.InvalidCatalogName =>
            $"{settings.Place} does not exist: create it by CREATE DATABASE \"{settings.Connection.Database}\"",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"{settings.Place} does not allow it ({e.MessageText}): the user must own the schema \"fairway\" or be "
            + "allowed to create it",
        PostgresErrorCodes.LockNotAvailable =>
            $"another manager has held {settings.Place} for longer than {settings.LockTimeout.TotalSeconds} s: look at "
            + "pg_stat_activity for what it does, and try again",
        PostgresErrorCodes.ReadOnlySqlTransaction =>
            $"{settings.Place} takes no writes, as a standby does: name the primary, or several hosts",
        PostgresErrorCodes.DiskFull => $"the disk of {settings.Place} is full: make room, and try again",
        PostgresErrorCodes.TooManyConnections =>
            $"{settings.Place} has no connection left: raise max_connections, or run fewer managers",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted =>
            $"{settings.Place} is damaged ({e.MessageText}): stop all managers, and restore it from a backup",
        _ => $"{settings.Place} cannot be read or written ({e.SqlState}: {e.MessageText}): look at the server's log, "
            + "and try again",
    };
}
