using Fairway.Kube;

namespace Fairway.Twin.Storage;

/// <summary>Makes the writes of one <see cref="ClusterStore"/> durable. Called by one thread at a time.</summary>
public interface IStoreJournal : IDisposable
{
    /// <summary>Opens the journal and reads what it holds. Called once, before anything else.</summary>
    /// <exception cref="StoreInUseException">Another process has it open.</exception>
    /// <exception cref="StoreFormatException">It is not ours, too new, or damaged; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">It cannot be read or written.</exception>
    JournalContents Open();

    /// <summary>Writes a group, all of it or nothing, and returns when it is durable.</summary>
    /// <param name="group">At least one event, in the order of revisions.</param>
    /// <exception cref="StoreUnavailableException">It could not be done: the journal is as before, and may be tried
    /// again.</exception>
    void Write(IReadOnlyList<JournalEntry> group);

    /// <summary>Housekeeping, called when there is nothing to write.</summary>
    void Rest();
}

/// <summary>One event of a resource, to be made durable.</summary>
public readonly record struct JournalEntry(string Resource, StoreEvent Event);

/// <summary>What a journal held when it was opened: the newest revision, and the objects there are.</summary>
public sealed record JournalContents(long Revision, IReadOnlyList<JournalObject> Objects);

/// <summary>An object of a resource as a journal keeps it: all else is read from the JSON.</summary>
public readonly record struct JournalObject(string Resource, ObjectKey Key, long Revision, byte[] Json);
