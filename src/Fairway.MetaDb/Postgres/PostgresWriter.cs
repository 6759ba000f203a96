using Fairway.MetaDb.Batches;
using Npgsql;

namespace Fairway.MetaDb.Postgres;

/// <summary>What has come together while a group was written is written next, as one group.</summary>
internal sealed class PostgresWriter(NpgsqlDataSource source, PostgresSettings settings, PostgresFaults faults)
    : IAsyncDisposable
{
    private readonly Lock gate = new();
    private List<WriteItem> queue = [];
    private Task pump = Task.CompletedTask;
    private bool isPumping;
    private bool closing;

    public void Enqueue(WriteItem item)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closing, typeof(PostgresMetaDb));
            queue.Add(item);
            if (!isPumping)
            {
                isPumping = true;
                pump = Start();
            }
        }
    }

    /// <summary>Writes what is waiting.</summary>
    public async ValueTask DisposeAsync()
    {
        Task last;
        lock (gate)
        {
            closing = true;
            last = pump;
        }

        await last;
    }

    // On the pool, whatever context the caller has: it belongs to the database, not to the caller.
    private Task Start()
    {
        var callers = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return PumpAsync();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(callers);
        }
    }

    private async Task PumpAsync()
    {
        await Task.Yield();
        while (Next() is { } items)
        {
            foreach (var group in items.Where(item => !item.GiveUpIfCancelled()).Chunk(settings.GroupLimit))
            {
                await WriteAsync(group);
            }
        }
    }

    private List<WriteItem>? Next()
    {
        lock (gate)
        {
            var items = queue;
            queue = [];
            isPumping = items.Count > 0;
            return isPumping ? items : null;
        }
    }

    /// <summary>Whatever goes wrong, nobody is left waiting.</summary>
    private async Task WriteAsync(WriteItem[] group)
    {
        try
        {
            var outcomes = await faults.GuardAsync(async () =>
            {
                await using var connection = await source.OpenConnectionAsync();
                return await new PostgresGroup(connection, settings).WriteAsync(group);
            });
            foreach (var (item, outcome) in group.Zip(outcomes))
            {
                item.Complete(outcome);
            }
        }
        catch (Exception e)
        {
            foreach (var item in group)
            {
                // An exception each: they are thrown in places of their own.
                item.Fail(new MetaDbUnavailableException(
                    e is MetaDbUnavailableException ? e.Message : $"{settings.Place} cannot be used: {e.Message}", e));
            }
        }
    }
}
