namespace Fairway.Kube.Timing;

/// <summary>
/// Wakes all who wait, each time something has advanced. Take the task before looking at the state, and await it if the
/// state is not yet as wanted: no advance between the two is missed.
/// </summary>
internal sealed class Pulse
{
    private readonly Lock _lock = new();
    private List<TaskCompletionSource> _waiters = [];

    /// <summary>Ends at the next <see cref="Fire"/>, or by cancellation.</summary>
    public Task NextAsync(CancellationToken cancel)
    {
        // A source for each waiter, and no Task.WaitAsync on a shared one: that would leave the caller's context.
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiters.Add(waiter);
        }

        return cancel.CanBeCanceled ? AwaitAsync(waiter, cancel) : waiter.Task;
    }

    public void Fire()
    {
        List<TaskCompletionSource> waiters;
        lock (_lock)
        {
            if (_waiters.Count == 0)
            {
                return;
            }

            waiters = _waiters;
            _waiters = [];
        }

        foreach (var waiter in waiters)
        {
            waiter.TrySetResult();
        }
    }

    /// <summary>
    /// Awaits <paramref name="next"/>, which <see cref="NextAsync"/> gave, but no longer than <paramref
    /// name="limit"/> if there is one.
    /// </summary>
    public async Task WithinAsync(Task next, TimeSpan? limit, TimeProvider time, CancellationToken cancel)
    {
        if (limit is not { } span)
        {
            await next;
            return;
        }

        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var timer = FireAfterAsync(span, time, woken.Token);
        try
        {
            await next;
        }
        finally
        {
            woken.Cancel();
            await timer;
        }
    }

    /// <summary>
    /// A timer that wakes all is simpler than one that wakes one, and no less right: who is woken looks.
    /// </summary>
    private async Task FireAfterAsync(TimeSpan span, TimeProvider time, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(WholeMilliseconds.Up(span), time, cancel);
            Fire();
        }
        catch (OperationCanceledException)
        {
            // Not needed any more.
        }
    }

    private async Task AwaitAsync(TaskCompletionSource waiter, CancellationToken cancel)
    {
        await using var registration = cancel.Register(() => Cancel(waiter, cancel));
        await waiter.Task;
    }

    private void Cancel(TaskCompletionSource waiter, CancellationToken cancel)
    {
        lock (_lock)
        {
            _waiters.Remove(waiter);
        }

        waiter.TrySetCanceled(cancel);
    }
}
