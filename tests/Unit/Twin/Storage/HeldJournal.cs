using Fairway.Twin.Storage;

namespace Fairway.Tests.Twin.Storage;

/// <summary>A journal in memory that holds every group until it is let go, or refuses it.</summary>
internal sealed class HeldJournal : IStoreJournal
{
    private readonly SemaphoreSlim let = new(0);
    private readonly SemaphoreSlim arrived = new(0);
    private volatile bool refuses;

    public List<IReadOnlyList<JournalEntry>> Groups { get; } = [];

    public bool IsDisposed { get; private set; }

    /// <summary>Completes when the next group has come, and is held.</summary>
    public Task ArriveAsync() => arrived.WaitAsync();

    public void LetGo(int groups = 1) => let.Release(groups);

    public void Refuse()
    {
        refuses = true;
        let.Release();
    }

    public JournalContents Open() => new(1, []);

    public void Write(IReadOnlyList<JournalEntry> group)
    {
        arrived.Release();
        let.Wait();
        if (refuses)
        {
            refuses = false;
            throw new StoreUnavailableException("the disk is full");
        }

        Groups.Add([.. group]);
    }

    public void Rest()
    {
    }

    public void Dispose() => IsDisposed = true;
}
