using Fairway.Kube;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Fairway.Twin.Storage;

/// <summary>
/// A journal in an SQLite database: write-ahead log, synced to the disk with every group, closed to other processes. It
/// holds the present objects and the revision counter, and no history.
/// </summary>
/// <param name="path">The database file; its folder must exist.</param>
/// <param name="vfs">Name of the SQLite file system to use; null for the usual one.</param>
public sealed class SqliteJournal(string path, string? vfs = null) : IStoreJournal
{
    /// <summary>
    /// Pages in the log from which it is moved to the database when there is nothing else to do: 4 MiB.
    /// </summary>
    internal int PagesAtRest { get; init; } = 1_000;

    /// <summary>
    /// Pages in the log at which it is moved at once, so that neither the log nor this pause gets long: 16 MiB.
    /// </summary>
    internal int PagesAtMost { get; init; } = 4_000;

    /// <summary>When to sync: FULL. Tests break it, to see that they would notice.</summary>
    internal string Synchronous { get; init; } = "FULL";

    private const int CountPagesWritten = 9;
    private const int NoCheckpointOnClose = 1006;
    private SqliteConnection? connection;
    private SqliteStatements? statements;
    private StoreUnavailableException? broken;

    /// <summary>A journal in a folder, which is made where it is missing: <c>meta.db</c>.</summary>
    /// <exception cref="StoreUnavailableException">The folder cannot be made.</exception>
    public static SqliteJournal In(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"the data folder {folder} cannot be made: {e.Message}", e);
        }

        return new SqliteJournal(Path.Combine(folder, "meta.db"));
    }

    /// <inheritdoc/>
    public JournalContents Open()
    {
        try
        {
            Connect();
            return Load();
        }
        catch (SqliteException e)
        {
            Dispose();
            throw OpeningFailed(e);
        }
        catch (StoreException)
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Write(IReadOnlyList<JournalEntry> group)
    {
        if (broken is not null)
        {
            throw broken;
        }

        try
        {
            MoveLog(PagesAtMost);
            statements!.Write(group);
        }
        catch (SqliteException e)
        {
            throw WritingFailed(e);
        }
    }

    /// <inheritdoc/>
    public void Rest()
    {
        try
        {
            MoveLog(PagesAtRest);
        }
        catch (SqliteException)
        {
            // The log stays as it is, and is moved another time. Whether anything is wrong, the next write will tell.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        statements?.Dispose();
        statements = null;
        connection?.Dispose();
        connection = null;
    }

    private void Connect()
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 1,
            Vfs = vfs,
        };
        connection = new SqliteConnection(settings.ToString());
        connection.Open();

        // Until it is known to be ours, closing must not move the log of whoever's database it is.
        raw.sqlite3_db_config(connection.Handle!, NoCheckpointOnClose, 1, out _);
        const string TakeLock = "PRAGMA locking_mode = EXCLUSIVE; SELECT count(*) FROM sqlite_master";
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle!, TakeLock), connection.Handle!);
        SqliteSchema.Check(connection, path);
        SqliteSchema.Execute(connection, $"PRAGMA synchronous = {Synchronous}; PRAGMA wal_autocheckpoint = 0");

        // On macOS a plain sync leaves the bytes in the drive's cache; elsewhere these two do nothing.
        SqliteSchema.Execute(connection, "PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON");
        if (SqliteSchema.Value(connection, "PRAGMA journal_mode = WAL") is not "wal")
        {
            throw new StoreUnavailableException($"{path} cannot have a write-ahead log on this file system");
        }

        SqliteSchema.Migrate(connection);
        raw.sqlite3_db_config(connection.Handle!, NoCheckpointOnClose, 0, out _);
        statements = new SqliteStatements(connection);
    }

    private JournalContents Load()
    {
        var objects = new List<JournalObject>();
        using var command = connection!.CreateCommand();
        command.CommandText = "SELECT resource, namespace, name, revision, json FROM object ORDER BY revision";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var key = new ObjectKey(rows.IsDBNull(1) ? null : rows.GetString(1), rows.GetString(2));
            var resource = SharedStrings.Share(rows.GetString(0));
            objects.Add(new JournalObject(resource, key, rows.GetInt64(3), rows.GetFieldValue<byte[]>(4)));
        }

        return new JournalContents(SqliteSchema.Number(connection, "SELECT revision FROM cluster"), objects);
    }

    /// <summary>
    /// Moves the log to the database once it has so many pages. This thread is the only one that may, and writes wait
    /// for it; the sync of the database file is most of it.
    /// </summary>
    private void MoveLog(int pages)
    {
        raw.sqlite3_db_status(connection!.Handle!, CountPagesWritten, out var written, out _, 0);
        if (written >= pages)
        {
            SqliteSchema.Execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
            raw.sqlite3_db_status(connection.Handle!, CountPagesWritten, out _, out _, 1);
        }
    }

    private StoreException OpeningFailed(SqliteException e) => e.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            new StoreInUseException($"the data folder is in use: another process has {path} open", e),
        raw.SQLITE_NOTADB =>
            new StoreFormatException($"{path} is not a database; choose another data folder", e),
        raw.SQLITE_CORRUPT =>
            new StoreFormatException($"{path} is damaged ({e.Message}); restore it, or choose another data folder", e),
        _ => new StoreUnavailableException($"{path} cannot be opened: {e.Message}", e),
    };

    private StoreUnavailableException WritingFailed(SqliteException e)
    {
        var undone = statements!.TryUndo();
        if (e.SqliteErrorCode is not (raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB) && undone)
        {
            return new StoreUnavailableException($"the write could not be stored in {path}: {e.Message}", e);
        }

        var message = $"{path} is damaged, nothing more is written to it: {e.Message}";
        return broken = new StoreUnavailableException(message, e);
    }
}
