using Fairway.Api.Rollouts;
using Fairway.Kube;
using Microsoft.Extensions.Logging;

namespace Fairway.Rollouts;

internal static partial class RolloutLog
{
    [LoggerMessage(LogLevel.Information, "Rollout {Key} is {Phase} ({Reason}): {Text}")]
    public static partial void Moved(ILogger log, ObjectKey key, RolloutPhase phase, string? reason, string? text);

    [LoggerMessage(LogLevel.Information, "Set the partition of {Workload} to {Partition}: {Reason}")]
    public static partial void Set(ILogger log, ObjectKey workload, int partition, string reason);

    [LoggerMessage(LogLevel.Information, "Evicted pod {Pod}: {Reason}")]
    public static partial void Evicted(ILogger log, ObjectKey pod, string reason);

    [LoggerMessage(LogLevel.Information, "Sized replica set {Set} to {Replicas}: {Reason}")]
    public static partial void Sized(ILogger log, ObjectKey set, int replicas, string reason);

    [LoggerMessage(LogLevel.Warning, "Deleted pod {Pod}: {Reason}")]
    public static partial void Deleted(ILogger log, ObjectKey pod, string reason);
}
