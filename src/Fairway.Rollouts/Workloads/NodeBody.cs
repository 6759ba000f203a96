using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fairway.Rollouts.Workloads;

/// <summary>What is read of a node, of which a <see cref="NodeView"/> is kept.</summary>
internal sealed record NodeBody
{
    public NodeMetaView? Metadata { get; init; }

    public NodeStatusView? Status { get; init; }
}

internal sealed record NodeMetaView(NodeLabels? Labels);

internal sealed record NodeLabels
{
    [JsonPropertyName("kubernetes.io/arch")]
    public string? Architecture { get; init; }

    [JsonPropertyName("node.kubernetes.io/instance-type")]
    public string? InstanceType { get; init; }

    [JsonPropertyName("topology.kubernetes.io/zone")]
    public string? Zone { get; init; }

    [JsonPropertyName("topology.kubernetes.io/region")]
    public string? Region { get; init; }
}

internal sealed record NodeStatusView(NodeInfoView? NodeInfo, ImmutableArray<PodConditionView>? Conditions)
{
    /// <summary>False where the node says so, or nobody hears of it.</summary>
    public bool IsReady => (Conditions ?? []).All(condition => condition.Type != "Ready" || condition.Status == "True");
}

internal sealed record NodeInfoView
{
    public string? OsImage { get; init; }

    public string? KernelVersion { get; init; }

    public string? ContainerRuntimeVersion { get; init; }

    public string? KubeletVersion { get; init; }
}
