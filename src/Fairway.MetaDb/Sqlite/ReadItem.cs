using Fairway.MetaDb.Batches;

namespace Fairway.MetaDb.Sqlite;

/// <summary>A read, of whatever type.</summary>
internal abstract class ReadItem : WorkItem
{
    public abstract void Run(SqliteStore store);
}
