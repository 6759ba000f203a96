using Fairway.Twin.Storage;

namespace Fairway.Bench.Storage;

/// <summary>Many readers of one log, who tell when all of them have read an event.</summary>
internal sealed class Crowd
{
    private readonly int readers;
    private TaskCompletionSource round = new();
    private int left;

    public Crowd(ClusterStore store, int readers, CancellationToken stop)
    {
        this.readers = readers;
        var (log, revision) = (store.Events(PodDrafts.Resource), store.Revision);
        for (var i = 0; i < readers; i++)
        {
            _ = Task.Run(() => FollowAsync(log, revision, stop), stop);
        }
    }

    /// <summary>Completes when every reader has read one more event.</summary>
    public Task NextRound()
    {
        round = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref left, readers);
        return round.Task;
    }

    private async Task FollowAsync(EventLog log, long cursor, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await log.WaitAsync(cursor, stop);
                log.TryRead(cursor, out var batch);
                cursor = batch.Revision;
                if (Interlocked.Add(ref left, -batch.Events.Length) == 0)
                {
                    round.TrySetResult();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }
}
