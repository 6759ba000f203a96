using System.Globalization;

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
            KubeMetrics.Erred(controller, KindOf(e));
            throw;
        }
    }

    /// <summary>What a server's refusal is called is its own choice, so the status code stands for it.</summary>
    private static string KindOf(Exception e) => e switch
    {
        KubeApiException { IsConflict: true } => "conflict",
        KubeApiException { Status: 0 } => "unreachable",
        KubeApiException refused => refused.Status.ToString(CultureInfo.InvariantCulture),
        TimeoutException => "timeout",
        _ => "program",
    };
}
