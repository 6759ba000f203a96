using Fairway.Kube.Queues;

namespace Fairway.Kube.Controllers.Decorators;

/// <summary>
/// A conflict is no error: somebody else was faster. The key is looked at again at once; conflicts in a row wait a
/// little longer each time, for the cache may need a moment to see the other's write.
/// </summary>
internal sealed class ConflictReconciler(IReconciler inner, RetryLimiter limiter, TimeProvider time) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        try
        {
            var outcome = await inner.ReconcileAsync(key, cancel);
            limiter.Forget(key);
            return outcome;
        }
        catch (KubeApiException e) when (e.IsConflict)
        {
            var isFirst = limiter.Failures(key) == 0;
            var next = limiter.NextTry(key);
            return Outcome.LookAgain(isFirst ? time.GetUtcNow() : next);
        }
    }
}
