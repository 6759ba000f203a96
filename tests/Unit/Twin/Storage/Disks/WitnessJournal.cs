using Fairway.Twin.Storage;

namespace Fairway.Tests.Twin.Storage.Disks;

/// <summary>A group that a journal was given, and what it said.</summary>
/// <param name="Entries">The group.</param>
/// <param name="Durable">Whether the journal called it durable; otherwise it refused it.</param>
/// <param name="Position">How many changes the disk had seen when it said so.</param>
internal sealed record Testimony(IReadOnlyList<JournalEntry> Entries, bool Durable, int Position)
{
    public long Revision => Entries[^1].Event.Revision;
}

/// <summary>Writes down what a journal calls durable, and when.</summary>
internal sealed class WitnessJournal(IStoreJournal inner, Disk disk, List<Testimony> said) : IStoreJournal
{
    public JournalContents Open() => inner.Open();

    public void Write(IReadOnlyList<JournalEntry> group)
    {
        try
        {
            inner.Write(group);
        }
        catch (StoreException)
        {
            said.Add(new Testimony([.. group], false, disk.Position));
            throw;
        }

        said.Add(new Testimony([.. group], true, disk.Position));
    }

    public void Rest() => inner.Rest();

    public void Dispose() => inner.Dispose();
}
