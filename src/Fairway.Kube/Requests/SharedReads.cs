namespace Fairway.Kube.Requests;

/// <summary>
/// Reads that many ask for at once, each sent once for all who asked before it began. What is answered was read after
/// it was asked for, so nobody gets older news than by a read of his own.
/// </summary>
/// <param name="read">Reads what a key names. It is not cancelled when one of those who wait is.</param>
/// <param name="most">How many reads of one key are under way at most: who comes then waits for the next. With 1 an
/// answer takes up to twice the time of a read; with more, less is shared.</param>
public sealed class SharedReads<TKey, T>(Func<TKey, Task<T>> read, int most)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Queue> _queues = [];

    /// <summary>How many keys are being read: none is remembered longer.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _queues.Count;
            }
        }
    }

    /// <summary>What a read that begins from now on answers, or fails with.</summary>
    /// <exception cref="OperationCanceledException">The caller does not want to wait any more.</exception>
    public async Task<T> ReadAsync(TKey key, CancellationToken cancel)
    {
        var told = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Join(key, told) is { } queue)
        {
            _ = WorkAsync(key, queue);
        }

        await using var registration = cancel.Register(() => told.TrySetCanceled(cancel));
        return await told.Task;
    }

    /// <summary>The queue, where somebody is to begin a read of it.</summary>
    private Queue? Join(TKey key, TaskCompletionSource<T> told)
    {
        lock (_lock)
        {
            var queue = _queues.TryGetValue(key, out var known) ? known : _queues[key] = new Queue();
            var begins = queue.Waiting.Count == 0 && queue.Readers < most;
            queue.Waiting.Add(told);
            queue.Readers += begins ? 1 : 0;
            return begins ? queue : null;
        }
    }

    private async Task WorkAsync(TKey key, Queue queue)
    {
        while (Take(key, queue) is { Count: > 0 } all)
        {
            try
            {
                var found = await read(key);
                all.ForEach(one => one.TrySetResult(found));
            }
            catch (Exception e)
            {
                all.ForEach(one => one.TrySetException(e));
            }
        }
    }

    private List<TaskCompletionSource<T>> Take(TKey key, Queue queue)
    {
        lock (_lock)
        {
            var all = queue.Waiting;
            queue.Waiting = [];
            queue.Readers -= all.Count == 0 ? 1 : 0;
            if (queue.Readers == 0)
            {
                _queues.Remove(key);
            }

            return all;
        }
    }

    private sealed class Queue
    {
        public int Readers { get; set; }

        public List<TaskCompletionSource<T>> Waiting { get; set; } = [];
    }
}
