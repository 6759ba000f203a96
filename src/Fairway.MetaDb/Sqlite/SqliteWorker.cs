using Fairway.MetaDb.Batches;

namespace Fairway.MetaDb.Sqlite;

/// <summary>
/// The one thread on which the database is used, since its calls block. What has come together while it worked is done
/// next: the reads first, then all writes as one group.
/// </summary>
internal sealed class SqliteWorker : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly SqliteSettings settings;
    private readonly SemaphoreSlim work = new(0);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<WorkItem> queue = [];
    private bool closing;

    public SqliteWorker(SqliteSettings settings)
    {
        this.settings = settings;
        new Thread(Run) { IsBackground = true, Name = "fairway metadb" }.Start();
    }

    /// <summary>Completes when the database is open.</summary>
    public Task Opened => opened.Task;

    public void Enqueue(WorkItem item)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closing, typeof(SqliteMetaDb));
            queue.Add(item);
            if (queue.Count == 1)
            {
                work.Release();
            }
        }
    }

    /// <summary>Does what is waiting, and closes the database.</summary>
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
            using var store = new SqliteStore(settings);
            opened.TrySetResult();
            while (Next() is { } items)
            {
                foreach (var read in items.OfType<ReadItem>().Where(item => !item.GiveUpIfCancelled()))
                {
                    Try([read], () => read.Run(store));
                }

                var writes = items.OfType<WriteItem>().Where(item => !item.GiveUpIfCancelled());
                foreach (var group in writes.Chunk(settings.GroupLimit))
                {
                    Try(group, () => Write(store, group));
                }
            }
        }
        catch (Exception e)
        {
            opened.TrySetException(e);
        }
        finally
        {
            ended.TrySetResult();
        }
    }

    /// <summary>What has come together, possibly nothing; null at the end.</summary>
    private List<WorkItem>? Next()
    {
        work.Wait();
        lock (gate)
        {
            var items = queue;
            queue = [];
            return items.Count == 0 && closing ? null : items;
        }
    }

    /// <summary>Whatever goes wrong, nobody is left waiting.</summary>
    private void Try(IReadOnlyList<WorkItem> items, Action act)
    {
        try
        {
            act();
        }
        catch (Exception e)
        {
            foreach (var item in items)
            {
                // An exception each: they are thrown in places of their own.
                item.Fail(new MetaDbUnavailableException(
                    e is MetaDbUnavailableException ? e.Message : $"{settings.Path} cannot be used: {e.Message}", e));
            }
        }
    }

    private static void Write(SqliteStore store, IReadOnlyList<WriteItem> group)
    {
        var outcomes = store.Write(group);
        foreach (var (item, outcome) in group.Zip(outcomes))
        {
            item.Complete(outcome);
        }
    }
}
