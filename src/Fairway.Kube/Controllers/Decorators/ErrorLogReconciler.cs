using Microsoft.Extensions.Logging;

namespace Fairway.Kube.Controllers.Decorators;

/// <summary>Logs failures: an API server's refusal by its message, an error of ours with its trace.</summary>
internal sealed partial class ErrorLogReconciler(IReconciler inner, string controller, ILogger log) : IReconciler
{
    public async Task<Outcome> ReconcileAsync(ObjectKey key, CancellationToken cancel)
    {
        try
        {
            return await inner.ReconcileAsync(key, cancel);
        }
        catch (Exception e) when (e is KubeApiException or TimeoutException && !cancel.IsCancellationRequested)
        {
            Refused(log, controller, key, e.Message);
            throw;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            Failed(log, e, controller, key);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Controller} could not reconcile {Key}: {Message}")]
    private static partial void Refused(ILogger log, string controller, ObjectKey key, string message);

    [LoggerMessage(LogLevel.Error, "{Controller} failed to reconcile {Key}")]
    private static partial void Failed(ILogger log, Exception e, string controller, ObjectKey key);
}
