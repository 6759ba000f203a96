using Fairway.Kube.Queues;
using Microsoft.Extensions.Logging;

namespace Fairway.Kube.Controllers.Decorators;

/// <summary>The one place where decorators are put around a reconciler.</summary>
internal static class Pipeline
{
    /// <summary>From outside: hooks where somebody listens, back-off, trace, metrics, error log, conflict, count of
    /// errors, own writes, timeout, the reconciler.</summary>
    public static IReconciler Around(ControllerDefinition definition, KubeEnvironment environment)
    {
        var log = environment.Logs.CreateLogger($"Fairway.Kube.Controllers.{definition.Name}");
        var limiter = new RetryLimiter(definition.Queue, environment.Time, environment.Jitter);
        var reconciler = definition.Reconciler;
        reconciler = new TimeoutReconciler(reconciler, definition.Timeout, environment.Time);
        reconciler = definition.Writes is { } writes ? new OwnWritesReconciler(reconciler, writes) : reconciler;
        reconciler = new ErrorCountReconciler(reconciler, definition.Family);
        reconciler = new ConflictReconciler(reconciler, limiter, environment.Time);
        reconciler = new ErrorLogReconciler(reconciler, definition.Name, log);
        reconciler = new MetricsReconciler(reconciler, definition.Family, environment.Time);
        reconciler = new TracingReconciler(reconciler, definition.Name);
        reconciler = new BackoffReconciler(reconciler, limiter);
        return environment.Hooks is { } hooks ? new HookedReconciler(reconciler, definition.Name, hooks) : reconciler;
    }
}
