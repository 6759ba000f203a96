using System.Text.Json.Serialization;

namespace Fairway.Cli.Demo;

/// <summary>What the demo looks at of a pod.</summary>
internal sealed record PodSight(PodSight.PodMeta Metadata, PodSight.PodSpec Spec, PodSight.PodStatus? Status)
{
    /// <summary>The label by which a chart's pods are found: the component's name.</summary>
    public const string Instance = "app.kubernetes.io/instance";

    /// <summary>Whether it is up and not on its way out.</summary>
    [JsonIgnore]
    public bool IsReady =>
        Metadata.DeletionTimestamp is null
        && (Status?.Conditions ?? []).Any(condition => condition is { Type: "Ready", Status: "True" });

    /// <summary>The component that it is of.</summary>
    [JsonIgnore]
    public string? Component => Metadata.Labels?.GetValueOrDefault(Instance);

    /// <summary>Its images.</summary>
    [JsonIgnore]
    public string Images => string.Join(" ", Spec.Containers.Select(container => container.Image));

    internal sealed record PodMeta(
        string Name, string Uid, string? DeletionTimestamp, Dictionary<string, string>? Labels);

    internal sealed record PodSpec(IReadOnlyList<Container> Containers);

    internal sealed record Container(string Image);

    internal sealed record PodStatus(IReadOnlyList<Condition>? Conditions);

    internal sealed record Condition(string Type, string Status);
}

/// <summary>Contracts of the projections.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PodSight))]
internal sealed partial class DemoJson : JsonSerializerContext;
