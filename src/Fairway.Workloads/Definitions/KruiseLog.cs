using Microsoft.Extensions.Logging;

namespace Fairway.Workloads.Definitions;

internal static partial class KruiseLog
{
    [LoggerMessage(
        LogLevel.Warning,
        "The API server has no ValidatingAdmissionPolicy v1 (Kubernetes 1.30 and later have): CloneSets, StatefulSets "
        + "and DaemonSets of apps.kruise.io whose selectors overlap are not refused in this cluster")]
    public static partial void NotKeptApart(ILogger log);

    [LoggerMessage(
        LogLevel.Warning,
        "Admission policies of Fairway beside definitions that are not Fairway's are not looked for: {Message}")]
    public static partial void NotLookedFor(ILogger log, string message);
}
