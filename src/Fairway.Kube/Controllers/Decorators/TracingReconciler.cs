using System.Diagnostics;

namespace Fairway.Kube.Controllers.Decorators;

/// <summary>One activity a reconcile, on the source <see cref="SourceName"/>.</summary>
internal sealed class TracingReconciler(IReconciler inner, string controller) : IReconciler
{
    public const string SourceName = "Fairway.Kube";

    private static readonly ActivitySource Source = new(SourceName);

    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        using var activity = Source.StartActivity("reconcile");
        activity?.SetTag("fairway.controller", controller);
        activity?.SetTag("k8s.object.key", key.ToString());
        try
        {
            var outcome = await inner.ReconcileAsync(key, cancel);
            activity?.SetTag("fairway.outcome", outcome.Label());
            return outcome;
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
    }
}
