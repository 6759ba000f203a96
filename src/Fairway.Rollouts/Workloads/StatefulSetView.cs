using System.Text.Json.Serialization;

namespace Fairway.Rollouts.Workloads;

/// <summary>What is read of a StatefulSet.</summary>
internal sealed record StatefulSetView
{
    public WorkloadMeta Metadata { get; init; } = new();

    public StatefulSetSpecView Spec { get; init; } = new();

    public StatefulSetStatusView? Status { get; init; }
}

internal sealed record StatefulSetSpecView
{
    public int? Replicas { get; init; }

    public int? MinReadySeconds { get; init; }

    public string? PodManagementPolicy { get; init; }

    public UpdateStrategyView? UpdateStrategy { get; init; }

    public OrdinalsView? Ordinals { get; init; }

    /// <summary>Digest of the template.</summary>
    [JsonConverter(typeof(DigestConverter))]
    public string? Template { get; init; }
}

internal sealed record UpdateStrategyView(string? Type, RollingUpdateView? RollingUpdate);

internal sealed record RollingUpdateView(int? Partition);

internal sealed record OrdinalsView(int? Start);

internal sealed record StatefulSetStatusView
{
    public long? ObservedGeneration { get; init; }

    public int? UpdatedReplicas { get; init; }

    public string? CurrentRevision { get; init; }

    public string? UpdateRevision { get; init; }
}
