using Fairway.Kube.Caching;

namespace Fairway.Cli.Demo;

/// <summary>Tells when either of two caches has changed.</summary>
internal sealed class CacheAdvance : IDisposable
{
    private readonly Lock gate = new();
    private readonly IDisposable[] subscriptions;
    private TaskCompletionSource next = New();

    /// <summary>Listens from now on.</summary>
    public CacheAdvance(ObjectCache<PodSight> pods, ObjectCache<WorkloadSight> workloads)
    {
        subscriptions = [pods.Subscribe(_ => Fire()), workloads.Subscribe(_ => Fire())];
    }

    /// <summary>Completes at the next change after the call.</summary>
    public Task NextAsync(CancellationToken cancel)
    {
        lock (gate)
        {
            return next.Task.WaitAsync(cancel);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var subscription in subscriptions)
        {
            subscription.Dispose();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Fire()
    {
        TaskCompletionSource fired;
        lock (gate)
        {
            (fired, next) = (next, New());
        }

        fired.SetResult();
    }
}
