using System.Text.Json.Serialization;

namespace Fairway.Rollouts.Workloads;

/// <summary>What is read of a Deployment.</summary>
internal sealed record DeploymentView
{
    public WorkloadMeta Metadata { get; init; } = new();

    public DeploymentSpecView Spec { get; init; } = new();

    public DeploymentStatusView? Status { get; init; }
}

internal sealed record DeploymentSpecView
{
    public int? Replicas { get; init; }

    public int? MinReadySeconds { get; init; }

    public bool? Paused { get; init; }

    public StrategyView? Strategy { get; init; }

    /// <summary>Digest of the template.</summary>
    [JsonConverter(typeof(DigestConverter))]
    public string? Template { get; init; }
}

internal sealed record StrategyView(string? Type);

internal sealed record DeploymentStatusView(long? ObservedGeneration, int? UpdatedReplicas);

/// <summary>What is read of a ReplicaSet.</summary>
internal sealed record ReplicaSetView
{
    public WorkloadMeta Metadata { get; init; } = new();

    public ReplicaSetSpecView Spec { get; init; } = new();

    public ReplicaSetStatusView? Status { get; init; }
}

internal sealed record ReplicaSetSpecView
{
    public int? Replicas { get; init; }

    /// <summary>Digest of the template, without the label that its hash makes.</summary>
    [JsonConverter(typeof(DigestConverter))]
    public string? Template { get; init; }
}

internal sealed record ReplicaSetStatusView(long? ObservedGeneration, int? Replicas, int? AvailableReplicas);
