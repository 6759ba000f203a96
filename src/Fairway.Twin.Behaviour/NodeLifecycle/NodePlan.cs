using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.NodeLifecycle;

/// <summary>What the node controller does for a node now, in this order.</summary>
internal sealed record NodePlan
{
    /// <summary>Strategic merge patch of the status; null where it stays.</summary>
    public JsonObject? Status { get; init; }

    /// <summary>All taints of the node; null where they stay.</summary>
    public ImmutableArray<Taint>? Taints { get; init; }

    /// <summary>The pods that are no longer to count as ready.</summary>
    public ImmutableArray<PodView> Unready { get; init; } = [];

    /// <summary>What happened to the node.</summary>
    public ImmutableArray<PodEvent> Events { get; init; } = [];

    /// <summary>When the node will count as silent; null where nothing is waited for.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
