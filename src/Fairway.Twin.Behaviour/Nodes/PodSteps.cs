using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>One step of each container of a pod.</summary>
/// <param name="Init">Init containers and sidecars, in their order.</param>
/// <param name="Main">Those that the pod is there for.</param>
/// <param name="Ephemeral">Those that were added for debugging.</param>
internal sealed record PodSteps(
    ImmutableArray<ContainerStep> Init, ImmutableArray<ContainerStep> Main, ImmutableArray<ContainerStep> Ephemeral)
{
    /// <summary>True once every init container has done its part.</summary>
    public bool IsInitialized { get; init; } = true;

    /// <summary>True where an init container has failed for good.</summary>
    public bool HasInitFailed { get; init; }

    public IEnumerable<ContainerStep> All => Init.Concat(Main).Concat(Ephemeral);

    public ImmutableArray<ContainerStatus> InitStatuses => [.. Init.Select(s => s.Status)];

    public ImmutableArray<ContainerStatus> MainStatuses => [.. Main.Select(s => s.Status)];

    public ImmutableArray<ContainerStatus> EphemeralStatuses => [.. Ephemeral.Select(s => s.Status)];
}
