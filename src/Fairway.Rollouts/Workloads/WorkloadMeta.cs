using System.Text.Json.Serialization;

namespace Fairway.Rollouts.Workloads;

/// <summary>What is read of the metadata of a workload, a replica set or a pod.</summary>
internal sealed record WorkloadMeta
{
    public string Name { get; init; } = "";

    public string Uid { get; init; } = "";

    public string ResourceVersion { get; init; } = "";

    public long Generation { get; init; }

    public DateTimeOffset CreationTimestamp { get; init; }

    public DateTimeOffset? DeletionTimestamp { get; init; }

    public WorkloadLabels? Labels { get; init; }

    public WorkloadAnnotations? Annotations { get; init; }
}

/// <summary>Labels by which controllers name the revision of a pod or of a replica set.</summary>
internal sealed record WorkloadLabels
{
    [JsonPropertyName("controller-revision-hash")]
    public string? ControllerRevision { get; init; }

    [JsonPropertyName("pod-template-hash")]
    public string? TemplateHash { get; init; }
}

/// <summary>Annotations of Deployments and of their replica sets.</summary>
internal sealed record WorkloadAnnotations
{
    [JsonPropertyName("deployment.kubernetes.io/revision")]
    public string? Revision { get; init; }

    [JsonPropertyName("deployment.kubernetes.io/desired-replicas")]
    public string? DesiredReplicas { get; init; }
}
