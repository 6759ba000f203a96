using System.Text.Json;
using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>A metric that an autoscaler goes by.</summary>
/// <param name="Type">Resource, ContainerResource, Pods, Object or External.</param>
/// <param name="Name">The metric.</param>
/// <param name="IsUtilization">True for a share of what pods request.</param>
internal sealed record MetricSource(string Type, string Name, bool IsUtilization)
{
    public static MetricSource Read(JsonElement element)
    {
        var type = element.Text("type") ?? "";
        var field = type.Length == 0 ? "" : char.ToLowerInvariant(type[0]) + type[1..];
        var source = element.Child(field);
        return new MetricSource(
            type,
            source.Text("name") ?? source.Child("metric").Text("name") ?? "",
            source.Child("target").Text("type") == "Utilization");
    }
}
