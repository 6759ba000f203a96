using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Fairway.MetaDb.Sqlite;

/// <summary>Turns what goes wrong into a sentence: what, which file, what to do.</summary>
internal sealed class SqliteFaults(SqliteSettings settings)
{
    private string? broken;

    /// <summary>Does something with the database.</summary>
    /// <exception cref="MetaDbUnavailableException">It went wrong.</exception>
    public T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw new MetaDbUnavailableException(Sentence(e), e);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidCastException
            or InvalidOperationException or OverflowException)
        {
            // Rows were read that we never wrote so.
            throw new MetaDbUnavailableException(Damaged(e.Message), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MetaDbUnavailableException(NotOpened(e.Message), e);
        }
    }

    /// <summary>From here on nothing more is written: the file is to be looked at.</summary>
    public void Break(string why) => broken = Damaged(why);

    /// <exception cref="MetaDbUnavailableException">The file was found to be damaged.</exception>
    public void ThrowIfBroken()
    {
        if (broken is not null)
        {
            throw new MetaDbUnavailableException(broken);
        }

        if (settings.Vfs is null && !File.Exists(settings.Path))
        {
            throw new MetaDbUnavailableException(
                $"{settings.Path} was taken away while it was in use: stop all managers, and put it back");
        }
    }

    private string Sentence(SqliteException e)
    {
        switch (e.SqliteErrorCode)
        {
            case raw.SQLITE_BUSY or raw.SQLITE_LOCKED:
                return $"another process has held {settings.Path} for longer than "
                    + $"{settings.BusyTimeout.TotalSeconds} s: look for a backup or a shell that has it open, "
                    + "and try again";
            case raw.SQLITE_FULL:
                return $"the disk of {settings.Path} is full: make room, and try again";
            case raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH:
                return NotOpened(e.Message);
            case raw.SQLITE_NOTADB:
                Break(e.Message);
                return $"{settings.Path} is not a database: name another file, or restore it from a backup";
            case raw.SQLITE_CORRUPT:
                Break(e.Message);
                return Damaged(e.Message);
            default:
                return $"{settings.Path} cannot be read or written ({e.Message}): look at its disk, and try again";
        }
    }

    private string NotOpened(string why) =>
        $"{settings.Path} cannot be opened for writing ({why}): look at its folder and its permissions";

    private string Damaged(string why) =>
        $"{settings.Path} is damaged ({why}): stop all managers, and restore it from a backup";
}
