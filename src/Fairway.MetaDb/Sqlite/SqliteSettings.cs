namespace Fairway.MetaDb.Sqlite;

/// <summary>How an <see cref="SqliteMetaDb"/> stores. Tests change what is not the path.</summary>
internal sealed record SqliteSettings(string Path)
{
    /// <summary>Name of the SQLite file system to use; null for the usual one.</summary>
    public string? Vfs { get; init; }

    /// <summary>When to sync: FULL, which is at every commit. Tests break it, to see that they would notice.</summary>
    public string Synchronous { get; init; } = "FULL";

    /// <summary>How long another process may hold the file before this one gives up.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Rows that are read at once: between two pages of a long list, writes get their turn.</summary>
    public int PageRows { get; init; } = 500;

    /// <summary>Batches that share a sync at most, so that none waits for long.</summary>
    public int GroupLimit { get; init; } = 128;

    /// <summary>Pages in the log from which it is moved to the database: SQLite's own figure, 4 MiB.</summary>
    public int CheckpointPages { get; init; } = 1000;
}
