namespace Fairway.Twin.Faults;

/// <summary>Events that are withheld from callers until this is disposed of.</summary>
public sealed class FaultHold : IDisposable
{
    private readonly string caller;
    private readonly string cluster;
    private readonly string resource;
    private readonly Action<FaultHold> release;
    private readonly Lock gate = new();
    private readonly List<TaskCompletionSource> waiting = [];
    private bool isReleased;

    internal FaultHold(string caller, string cluster, string resource, Action<FaultHold> release)
    {
        this.caller = caller;
        this.cluster = cluster;
        this.resource = resource;
        this.release = release;
    }

    /// <summary>Lets all events go on their way.</summary>
    public void Dispose()
    {
        release(this);
        List<TaskCompletionSource> waiters;
        lock (gate)
        {
            isReleased = true;
            waiters = [.. waiting];
        }

        foreach (var waiter in waiters)
        {
            waiter.TrySetResult();
        }
    }

    internal bool Covers(FaultCall watch) =>
        FaultRule.Fits(cluster, watch.Cluster) && watch.IsOf(resource)
        && watch.Callers.Any(name => FaultRule.Fits(caller, name));

    // A task of its own for each who waits: Task.WhenAny would go on from another thread.
    internal async Task ReleasedAsync(CancellationToken cancel)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (isReleased)
            {
                return;
            }

            waiting.Add(waiter);
        }

        await using var registration = cancel.Register(() => waiter.TrySetCanceled(cancel));
        await waiter.Task;
    }
}
