using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>What a kubelet does for its node now, in this order.</summary>
internal sealed record KubeletPlan
{
    /// <summary>Nothing to do.</summary>
    public static KubeletPlan Nothing { get; } = new();

    /// <summary>Merge patch of metadata and spec; null where they stay.</summary>
    public JsonObject? Main { get; init; }

    /// <summary>Strategic merge patch of the status; null where it stays.</summary>
    public JsonObject? Status { get; init; }

    /// <summary>The pod that is evicted, and of what the node has run out; null for none.</summary>
    public (PodView Pod, NodePressure Pressure)? Evicted { get; init; }

    /// <summary>The Lease to be created; null where there is one.</summary>
    public JsonObject? Lease { get; init; }

    /// <summary>What happened to the node.</summary>
    public ImmutableArray<PodEvent> Events { get; init; } = [];

    /// <summary>When the next step is due; null where only a change makes one.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
