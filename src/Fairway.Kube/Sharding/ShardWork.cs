using Fairway.Kube.Timing;

namespace Fairway.Kube.Sharding;

/// <summary>The work on one shard in this replica, from its claim to its release.</summary>
internal sealed class ShardWork
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cancel;
    private bool _stopping;
    private bool _over;

    private ShardWork(CancellationToken cancel) => _cancel = CancellationTokenSource.CreateLinkedTokenSource(cancel);

    /// <summary>Ends when the work has ended and its claim is released.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Asked to stop, or ended, and not over yet.</summary>
    public bool IsStopping
    {
        get
        {
            lock (_lock)
            {
                return !_over && (_stopping || _cancel.IsCancellationRequested);
            }
        }
    }

    /// <summary>Neither asked to stop nor over.</summary>
    public bool GoesOn
    {
        get
        {
            lock (_lock)
            {
                return !_over && !_stopping && !_cancel.IsCancellationRequested;
            }
        }
    }

    /// <summary>
    /// Begins <paramref name="work"/>, which is to end when its token is cancelled, and to release the claim; fires
    /// <paramref name="changed"/> when it is over.
    /// </summary>
    public static ShardWork Begin(Func<CancellationToken, Task> work, Pulse changed, CancellationToken cancel)
    {
        var begun = new ShardWork(cancel);
        begun.Ended = begun.RunAsync(work, changed);
        return begun;
    }

    /// <summary>Asks the work to stop.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopping = true;
            if (!_over)
            {
                // Under the lock, because the source is disposed of when the work is over.
                _cancel.Cancel();
            }
        }
    }

    private async Task RunAsync(Func<CancellationToken, Task> work, Pulse changed)
    {
        try
        {
            await work(_cancel.Token);
        }
        finally
        {
            lock (_lock)
            {
                _over = true;
                _cancel.Dispose();
            }

            changed.Fire();
        }
    }
}
