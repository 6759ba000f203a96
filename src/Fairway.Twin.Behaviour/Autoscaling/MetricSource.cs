using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>A metric that an autoscaler goes by.</summary>
/// <param name="Type">Resource, ContainerResource, Pods, Object or External.</param>
/// <param name="Name">The metric.</param>
/// <param name="IsUtilization">True for a share of what pods request.</param>
internal sealed record MetricSource(string Type, string Name, bool IsUtilization)
{
    /// <summary>Percent of what is requested, or thousandths of the resource's unit for each pod.</summary>
    public long Target { get; init; }

    /// <summary>True where the target is an average over pods.</summary>
    public bool IsAverage { get; init; }

    /// <summary>The one container that is measured; null for whole pods.</summary>
    public string? Container { get; init; }

    /// <summary>Kind and name of the object that is measured; empty for other types.</summary>
    public (string Kind, string Name) Described { get; init; } = ("", "");

    /// <summary>Which series of an external metric, as a controller's messages show it.</summary>
    public string Selector { get; init; } = "nil";

    public static MetricSource Read(JsonElement element)
    {
        var type = element.Text("type") ?? "";
        var field = type.Length == 0 ? "" : char.ToLowerInvariant(type[0]) + type[1..];
        var source = element.Child(field);
        var target = source.Child("target");
        var metric = source.Child("metric");
        var described = source.Child("describedObject");
        var isUtilization = target.Text("type") == "Utilization";
        return new MetricSource(type, source.Text("name") ?? metric.Text("name") ?? "", isUtilization)
        {
            Target = isUtilization
                ? target.Int("averageUtilization") ?? 0
                : Quantity.Milli(target.Text("averageValue")),
            IsAverage = target.Text("averageValue") is not null,
            Container = source.Text("container"),
            Described = (described.Text("kind") ?? "", described.Text("name") ?? ""),
            Selector = metric.Child("selector") is { } selector ? Shown(selector) : "nil",
        };
    }

    // As Go prints a selector by its fields: labels only, for nobody writes expressions here.
    private static string Shown(JsonElement selector)
    {
        var labels = selector.Child("matchLabels") is { ValueKind: JsonValueKind.Object } map
            ? string.Concat(map.EnumerateObject()
                .OrderBy(label => label.Name, StringComparer.Ordinal)
                .Select(label => $"{label.Name}: {label.Value.GetString()},"))
            : "";
        return $"&LabelSelector{{MatchLabels:map[string]string{{{labels}}},"
            + "MatchExpressions:[]LabelSelectorRequirement{},}";
    }
}
