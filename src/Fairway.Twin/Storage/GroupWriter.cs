namespace Fairway.Twin.Storage;

/// <summary>
/// Writes decisions to the journal, on a thread of its own since that blocks: everything that has come together while
/// the group before was written makes the next group.
/// </summary>
internal sealed class GroupWriter : IAsyncDisposable
{
    private readonly Lock gate;
    private readonly IStoreJournal journal;
    private readonly Action<IReadOnlyList<Pending>> written;
    private readonly Action<IReadOnlyList<Pending>, StoreException> failed;
    private readonly SemaphoreSlim work = new(0);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<Pending> queue = [];
    private bool closing;

    /// <param name="gate">The lock of the cluster; it guards the queue.</param>
    /// <param name="journal">Where to write; owned from here on.</param>
    /// <param name="written">Called, outside the lock, with a group that is durable.</param>
    /// <param name="failed">Called, outside the lock, with a group that is not.</param>
    public GroupWriter(
        Lock gate,
        IStoreJournal journal,
        Action<IReadOnlyList<Pending>> written,
        Action<IReadOnlyList<Pending>, StoreException> failed)
    {
        this.gate = gate;
        this.journal = journal;
        this.written = written;
        this.failed = failed;
        new Thread(Run) { IsBackground = true, Name = "fairway store" }.Start();
    }

    /// <summary>Adds to the next group. Needs the lock.</summary>
    public void Enqueue(Pending pending)
    {
        queue.Add(pending);
        if (queue.Count == 1)
        {
            work.Release();
        }
    }

    /// <summary>Takes all that is waiting. Needs the lock.</summary>
    public IReadOnlyList<Pending> TakeAll()
    {
        var taken = queue;
        queue = [];
        return taken;
    }

    /// <summary>Writes what is waiting, and closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            closing = true;
        }

        work.Release();
        await ended.Task;
    }

    private void Run()
    {
        try
        {
            while (NextGroup() is { } group)
            {
                Write(group);
                Rest();
            }

            journal.Dispose();
            ended.TrySetResult();
        }
        catch (Exception e)
        {
            ended.TrySetException(e);
        }
    }

    /// <summary>The next group, possibly empty, or null at the end.</summary>
    private IReadOnlyList<Pending>? NextGroup()
    {
        work.Wait();
        lock (gate)
        {
            return queue.Count == 0 && closing ? null : TakeAll();
        }
    }

    private void Write(IReadOnlyList<Pending> group)
    {
        var entries = new List<JournalEntry>(group.Count);
        foreach (var pending in group)
        {
            if (pending.Decided.Decision.Event is { } happened)
            {
                entries.Add(new JournalEntry(pending.Decided.Shard.Resource, happened));
            }
        }

        try
        {
            if (entries.Count > 0)
            {
                journal.Write(entries);
            }
        }
        catch (Exception e)
        {
            // Whatever it was, nobody may be left waiting, and nothing that may not be durable may be seen.
            failed(group, e as StoreException ?? new StoreUnavailableException("the write could not be stored", e));
            return;
        }

        written(group);
    }

    private void Rest()
    {
        lock (gate)
        {
            if (queue.Count > 0)
            {
                return;
            }
        }

        journal.Rest();
    }
}
