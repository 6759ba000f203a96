using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>A port of a container, by name.</summary>
internal sealed record NamedPort(string Name, string Protocol, int Number)
{
    public static NamedPort Read(JsonElement element) => new(
        element.Text("name") ?? "", element.Text("protocol") ?? "TCP", element.Int("containerPort") ?? 0);
}
