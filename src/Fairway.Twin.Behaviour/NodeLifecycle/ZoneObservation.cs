using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.NodeLifecycle;

/// <summary>Everything that a decision about the evictions in a zone rests on.</summary>
/// <param name="Ready">How many of its nodes are ready.</param>
/// <param name="Unready">Its nodes that are not, those first that have been so longest.</param>
/// <param name="Now">The time of the observation.</param>
internal sealed record ZoneObservation(int Ready, ImmutableArray<NodeView> Unready, DateTimeOffset Now)
{
    /// <summary>How many nodes count for the state: some are excepted by label.</summary>
    public int Counted { get; init; }

    /// <summary>True where no zone of the cluster has a ready node: then nobody is evicted anywhere.</summary>
    public bool AllDisrupted { get; init; }

    /// <summary>When the zone's last node was tainted; null for never.</summary>
    public DateTimeOffset? LastAt { get; init; }
}
