using Fairway.Kube.Queues;

namespace Fairway.Kube.Controllers.Decorators;

/// <summary>Turns a failure into a look later on; logging and counting it is others' business.</summary>
internal sealed class BackoffReconciler(IReconciler inner, RetryLimiter limiter) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        try
        {
            return await inner.ReconcileAsync(key, cancel);
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            return Outcome.LookAgain(limiter.NextTry(key));
        }
    }
}
