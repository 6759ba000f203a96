namespace Fairway.Kube.Controllers.Decorators;

/// <summary>Counts and times reconciles by controller and outcome.</summary>
internal sealed class MetricsReconciler(IReconciler inner, string controller, TimeProvider time) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var label = "failed";
        try
        {
            var outcome = await inner.ReconcileAsync(key, cancel);
            label = outcome.Label();
            return outcome;
        }
        finally
        {
            KubeMetrics.Reconciled(controller, label, time.GetElapsedTime(began));
        }
    }
}
