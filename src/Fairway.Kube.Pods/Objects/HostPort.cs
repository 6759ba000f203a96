using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>A port of the node that a container takes. Address 0.0.0.0 takes it on every address.</summary>
internal sealed record HostPort(string Address, string Protocol, int Port)
{
    private const string Any = "0.0.0.0";

    /// <summary>Null for a port that is the container's alone.</summary>
    public static HostPort? Read(JsonElement port) => port.Int("hostPort") is > 0 and var number
        ? new HostPort(
            port.Text("hostIP") is { Length: > 0 } address ? address : Any, port.Text("protocol") ?? "TCP", number)
        : null;

    public bool ConflictsWith(HostPort other) =>
        Port == other.Port && Protocol == other.Protocol
        && (Address == other.Address || Address == Any || other.Address == Any);
}
