namespace Fairway.Kube.Controllers.Decorators;

/// <summary>Cancels a reconcile that takes too long, and says so.</summary>
internal sealed class TimeoutReconciler(IReconciler inner, TimeSpan timeout, TimeProvider time) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            return await inner.ReconcileAsync(key, both.Token);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"The reconcile of {key} was cancelled: it took longer than {timeout}.", e);
        }
    }
}
