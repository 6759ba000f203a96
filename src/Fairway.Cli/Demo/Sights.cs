using System.Text.Json.Serialization;

namespace Fairway.Cli.Demo;

/// <summary>What the demo looks at of a pod.</summary>
internal sealed record PodSight(PodSight.PodMeta Metadata, PodSight.PodSpec Spec, PodSight.PodStatus? Status)
{
    /// <summary>Whether it is up and not on its way out.</summary>
    [JsonIgnore]
    public bool IsReady =>
        Metadata.DeletionTimestamp is null
        && (Status?.Conditions ?? []).Any(condition => condition is { Type: "Ready", Status: "True" });

    /// <summary>Whether all its containers are of that image.</summary>
    public bool Runs(string image) => Spec.Containers.All(container => container.Image == image);

    internal sealed record PodMeta(string Name, string? DeletionTimestamp, Dictionary<string, string>? Labels);

    internal sealed record PodSpec(IReadOnlyList<Container> Containers);

    internal sealed record Container(string Name, string Image);

    internal sealed record PodStatus(string? Phase, IReadOnlyList<Condition>? Conditions);

    internal sealed record Condition(string Type, string Status);
}

/// <summary>What the demo looks at of a Deployment or DaemonSet.</summary>
internal sealed record WorkloadSight(
    WorkloadSight.WorkloadMeta Metadata, WorkloadSight.WorkloadSpec Spec, WorkloadSight.WorkloadStatus? Status)
{
    /// <summary>
    /// Whether the controller has seen the newest spec: before that, its status tells of an older one.
    /// </summary>
    [JsonIgnore]
    public bool IsObserved => Status?.ObservedGeneration >= Metadata.Generation;

    /// <summary>How many pods there are to be; null while that is not known.</summary>
    [JsonIgnore]
    public int? Desired => Spec.Replicas ?? Status?.DesiredNumberScheduled;

    internal sealed record WorkloadMeta(string Name, long Generation);

    internal sealed record WorkloadSpec(int? Replicas);

    internal sealed record WorkloadStatus(long? ObservedGeneration, int? DesiredNumberScheduled);
}

/// <summary>Of a node only that it is there.</summary>
internal sealed record NodeSight(NodeSight.NodeMeta Metadata)
{
    internal sealed record NodeMeta(string Name);
}

/// <summary>Contracts of the projections.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PodSight))]
[JsonSerializable(typeof(WorkloadSight))]
[JsonSerializable(typeof(NodeSight))]
internal sealed partial class SightJson : JsonSerializerContext;
