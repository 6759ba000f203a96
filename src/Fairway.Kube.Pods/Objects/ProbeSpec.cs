using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>How a node asks a container whether it is well. Times are whole seconds.</summary>
/// <param name="Means">exec, httpGet, tcpSocket or grpc.</param>
/// <param name="InitialDelay">From the start of the container to the first question.</param>
/// <param name="Period">From one question to the next.</param>
/// <param name="SuccessThreshold">Good answers in a row that make it well.</param>
/// <param name="FailureThreshold">Bad answers in a row that make it unwell.</param>
internal sealed record ProbeSpec(
    string Means, int InitialDelay, int Period, int SuccessThreshold, int FailureThreshold)
{
    private static readonly string[] AllMeans = ["exec", "httpGet", "tcpSocket", "grpc"];

    /// <summary>Seconds that a container has to end when this probe has failed; null where the pod's count.</summary>
    public int? Grace { get; init; }

    public static ProbeSpec? Read(JsonElement? probe) => probe is null ? null : new ProbeSpec(
        AllMeans.FirstOrDefault(means => probe.Child(means) is not null) ?? "exec",
        Math.Max(0, probe.Int("initialDelaySeconds") ?? 0),
        Math.Max(1, probe.Int("periodSeconds") ?? 10),
        Math.Max(1, probe.Int("successThreshold") ?? 1),
        Math.Max(1, probe.Int("failureThreshold") ?? 3))
    {
        Grace = probe.Int("terminationGracePeriodSeconds"),
    };
}
