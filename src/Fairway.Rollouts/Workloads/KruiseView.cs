using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fairway.Rollouts.Workloads;

/// <summary>What is read of a CloneSet, an Advanced StatefulSet or an Advanced DaemonSet, in any of their
/// versions.</summary>
internal sealed record KruiseView
{
    public WorkloadMeta Metadata { get; init; } = new();

    public KruiseSpecView Spec { get; init; } = new();

    public KruiseStatusView? Status { get; init; }
}

internal sealed record KruiseSpecView
{
    public int? Replicas { get; init; }

    public int? MinReadySeconds { get; init; }

    public string? PodManagementPolicy { get; init; }

    public OrdinalsView? Ordinals { get; init; }

    /// <summary>Ordinals that no pod has: numbers, and ranges such as <c>3-5</c>.</summary>
    public ImmutableArray<JsonElement>? ReserveOrdinals { get; init; }

    public KruiseStrategyView? UpdateStrategy { get; init; }

    /// <summary>Digest of the template.</summary>
    [JsonConverter(typeof(DigestConverter))]
    public string? Template { get; init; }
}

/// <summary>Flat in CloneSets of v1alpha1, else one level deeper.</summary>
internal sealed record KruiseStrategyView
{
    public JsonElement? Partition { get; init; }

    public bool? Paused { get; init; }

    public int? MinReadySeconds { get; init; }

    public KruiseStrategyView? RollingUpdate { get; init; }
}

internal sealed record KruiseStatusView
{
    public long? ObservedGeneration { get; init; }

    public int? UpdatedReplicas { get; init; }

    public string? UpdateRevision { get; init; }

    public string? CurrentRevision { get; init; }

    public int? DesiredNumberScheduled { get; init; }

    public int? NumberMisscheduled { get; init; }

    public int? UpdatedNumberScheduled { get; init; }

    /// <summary>Of a DaemonSet of v1alpha1: its update revision.</summary>
    public string? DaemonSetHash { get; init; }
}

/// <summary>What is read of the definition of a kind.</summary>
internal sealed record DefinitionView
{
    public DefinitionSpecView Spec { get; init; } = new();

    public DefinitionStatusView? Status { get; init; }
}

internal sealed record DefinitionSpecView(ImmutableArray<DefinitionVersionView>? Versions = null);

internal sealed record DefinitionVersionView(string Name, bool Served);

internal sealed record DefinitionStatusView(ImmutableArray<PodConditionView>? Conditions);
