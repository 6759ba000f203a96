using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.NodeLifecycle;

/// <summary>Everything that the node controller's next step for a node rests on.</summary>
/// <param name="Node">The node.</param>
/// <param name="Now">The time of the observation.</param>
internal sealed record NodeObservation(NodeView Node, DateTimeOffset Now)
{
    /// <summary>From when on the node counts as silent, if nothing is heard of it until then; null where its heartbeats
    /// are known to go on.</summary>
    public DateTimeOffset? SilentAt { get; init; }

    /// <summary>The pods on it that say that they are ready; asked for only where the node is not.</summary>
    public ImmutableArray<PodView> ReadyPods { get; init; } = [];

    public bool IsSilent => SilentAt <= Now;
}
