using Fairway.MetaDb.Batches;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Fairway.MetaDb.Sqlite;

/// <summary>One connection to the database, for one thread: calls block it.</summary>
internal sealed class SqliteStore : IDisposable
{
    private const int NoCheckpointOnClose = 1006;
    private readonly SqliteSettings settings;
    private readonly SqliteConnection connection;
    private readonly SqliteFaults faults;
    private SqliteReads? reads;
    private SqliteWrites? writes;

    /// <exception cref="MetaDbUnavailableException">It cannot be opened, or is not ours.</exception>
    public SqliteStore(SqliteSettings settings)
    {
        this.settings = settings;
        faults = new SqliteFaults(settings);
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = settings.Path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 1,
            Vfs = settings.Vfs,
        }.ToString());
        try
        {
            faults.Guard(Open);
        }
        catch (MetaDbUnavailableException)
        {
            Dispose();
            throw;
        }
    }

    /// <exception cref="MetaDbUnavailableException">It cannot be read, or holds what we never wrote.</exception>
    public T Read<T>(Func<SqliteReads, T> read) => faults.Guard(() => read(reads!));

    /// <summary>
    /// Writes a group of batches with one sync. A batch that is refused leaves nothing and holds up no other; where
    /// this throws, none of them is recorded.
    /// </summary>
    /// <returns>What each batch became, in order.</returns>
    /// <exception cref="MetaDbUnavailableException">The group could not be written.</exception>
    public IReadOnlyList<WriteOutcome> Write(IReadOnlyList<WriteItem> group)
    {
        faults.ThrowIfBroken();
        try
        {
            return faults.Guard(() =>
            {
                Run("BEGIN IMMEDIATE");
                var outcomes = group.Select(one => WriteOne(one)).ToList();
                Run("COMMIT");
                return outcomes;
            });
        }
        catch (MetaDbUnavailableException)
        {
            Undo();
            throw;
        }
    }

    public void Dispose()
    {
        writes?.Dispose();
        reads?.Dispose();
        connection.Dispose();
    }

    private bool Open()
    {
        if (settings.Vfs is null)
        {
            MakeFile();
        }

        connection.Open();
        raw.sqlite3_busy_timeout(connection.Handle!, (int)settings.BusyTimeout.TotalMilliseconds);

        // Until it is known to be ours, closing must not move the log of whoever's database it is.
        raw.sqlite3_db_config(connection.Handle!, NoCheckpointOnClose, 1, out _);
        using (connection.BeginTransaction(deferred: true))
        {
            // In one transaction: another manager may be making the tables just now.
            SqliteFormat.Check(connection, settings.Path);
        }

        if (SqliteFormat.Value(connection, "PRAGMA journal_mode = WAL") is not "wal")
        {
            throw new MetaDbUnavailableException(
                $"{settings.Path} cannot have a write-ahead log on this file system: put it on a local disk");
        }

        // On macOS a plain sync leaves the bytes in the drive's cache; elsewhere fullfsync does nothing.
        SqliteFormat.Execute(
            connection,
            $"""
            PRAGMA synchronous = {settings.Synchronous};
            PRAGMA fullfsync = ON;
            PRAGMA checkpoint_fullfsync = ON;
            PRAGMA cell_size_check = ON;
            PRAGMA foreign_keys = ON;
            PRAGMA cache_size = -16384;
            PRAGMA wal_autocheckpoint = {settings.CheckpointPages};
            """);
        SqliteFormat.Migrate(connection, settings.Path);
        raw.sqlite3_db_config(connection.Handle!, NoCheckpointOnClose, 0, out _);
        reads = new SqliteReads(connection, settings.PageRows);
        writes = new SqliteWrites(connection, reads);
        return true;
    }

    /// <summary>For its owner alone: manifests say much about a cluster. A file that is there stays as it is.</summary>
    private void MakeFile()
    {
        if (Path.GetDirectoryName(Path.GetFullPath(settings.Path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        if (File.Exists(settings.Path))
        {
            return;
        }

        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            new FileStream(settings.Path, options).Dispose();
        }
        catch (IOException) when (File.Exists(settings.Path))
        {
            // Another manager has just made it.
        }
    }

    private WriteOutcome WriteOne(WriteItem item)
    {
        Run("SAVEPOINT batch");
        try
        {
            var receipt = writes!.Write(item.Batch, item.Contents);
            Run("RELEASE batch");
            return new WriteOutcome(receipt, null);
        }
        catch (MetaDbException refused)
        {
            Run("ROLLBACK TO batch; RELEASE batch");
            return new WriteOutcome(null, refused);
        }
    }

    /// <summary>Leaves the transaction that has failed, unless SQLite has done so itself.</summary>
    private void Undo()
    {
        var isOut = raw.sqlite3_get_autocommit(connection.Handle!) != 0
            || raw.sqlite3_exec(connection.Handle!, "ROLLBACK") == raw.SQLITE_OK
            || raw.sqlite3_get_autocommit(connection.Handle!) != 0;
        if (!isOut)
        {
            faults.Break("a transaction that failed cannot be left");
        }
    }

    private void Run(string sql)
    {
        var code = raw.sqlite3_exec(connection.Handle!, sql);
        SqliteException.ThrowExceptionForRC(code, connection.Handle!);
    }
}
