using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.TaintEviction;

/// <summary>A pod, and the taints of its node that drive pods off.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Taints">Only those with the effect NoExecute.</param>
/// <param name="Now">The time of the observation.</param>
internal sealed record TaintedPod(PodView Pod, ImmutableArray<Taint> Taints, DateTimeOffset Now)
{
    /// <summary>From when on the time of toleration runs; null where it has not begun.</summary>
    public DateTimeOffset? Since { get; init; }
}
