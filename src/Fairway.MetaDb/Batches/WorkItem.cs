namespace Fairway.MetaDb.Batches;

/// <summary>Something that a caller awaits from the thread of the database.</summary>
internal abstract class WorkItem
{
    /// <summary>Whether the caller has given up.</summary>
    public abstract bool GiveUpIfCancelled();

    public abstract void Fail(Exception error);
}
