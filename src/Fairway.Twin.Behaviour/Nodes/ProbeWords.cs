using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>What a kubelet says of a probe that failed.</summary>
internal static class ProbeWords
{
    /// <param name="probe">startup, readiness or liveness.</param>
    /// <param name="means">How it asked: see <see cref="ProbeSpec.Means"/>.</param>
    /// <param name="podIp">Whom it asked.</param>
    public static PodEvent Failed(string probe, string means, string podIp)
    {
        var found = means switch
        {
            "httpGet" => "HTTP probe failed with statuscode: 500",
            "tcpSocket" => $"dial tcp {podIp}: connect: connection refused",
            "grpc" => "service unhealthy (responded with \"NOT_SERVING\")",
            _ => "command failed",
        };
        return new PodEvent("Unhealthy", $"{char.ToUpperInvariant(probe[0])}{probe[1..]} probe failed: {found}", true);
    }
}
