using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.PodGarbage;

/// <summary>Everything that decides whether a pod is left over.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Node">Its node; null where it has none, or where that is gone.</param>
/// <param name="Now">The time of the observation.</param>
internal sealed record PodGarbageObservation(PodView Pod, NodeView? Node, DateTimeOffset Now)
{
    /// <summary>Since when its node is missed; null where it is there.</summary>
    public DateTimeOffset? MissedSince { get; init; }

    /// <summary>True where too many pods have ended, and this one is among those that go first.</summary>
    public bool IsSurplus { get; init; }
}
