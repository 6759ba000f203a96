namespace Fairway.Kube.Controllers.Decorators;

/// <summary>Lets no reconcile begin before the controller's caches show what it has written.</summary>
internal sealed class OwnWritesReconciler(IReconciler inner, OwnWrites writes) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        await writes.WaitUntilSeenAsync(cancel);
        return await inner.ReconcileAsync(key, cancel);
    }
}
