using System.Collections.Immutable;

namespace Fairway.Rollouts.Workloads;

/// <summary>What is read of a pod, of which a <see cref="PodView"/> is kept.</summary>
internal sealed record PodBody
{
    public WorkloadMeta Metadata { get; init; } = new();

    public PodSpecView? Spec { get; init; }

    public PodStatusView? Status { get; init; }
}

internal sealed record PodSpecView(string? NodeName);

internal sealed record PodStatusView
{
    public string? Phase { get; init; }

    public ImmutableArray<PodConditionView>? Conditions { get; init; }

    public ImmutableArray<ContainerView>? InitContainerStatuses { get; init; }

    public ImmutableArray<ContainerView>? ContainerStatuses { get; init; }
}

internal sealed record PodConditionView(string? Type, string? Status, DateTimeOffset? LastTransitionTime);

internal sealed record ContainerView
{
    public string Name { get; init; } = "";

    public int? RestartCount { get; init; }

    public ContainerStateView? State { get; init; }
}

internal sealed record ContainerStateView(WaitingView? Waiting);

internal sealed record WaitingView(string? Reason);
