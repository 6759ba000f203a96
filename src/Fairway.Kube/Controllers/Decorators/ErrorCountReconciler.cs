namespace Fairway.Kube.Controllers.Decorators;

/// <summary>Counts what goes wrong, by kind: conflicts too, which are no failures further out.</summary>
internal sealed class ErrorCountReconciler(IReconciler inner, string controller) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        try
        {
            return await inner.ReconcileAsync(key, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            KubeMetrics.Erred(controller, ErrorKind.Of(e));
            throw;
        }
    }
}
