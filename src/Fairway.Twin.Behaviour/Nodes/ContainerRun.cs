using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>One run of one container of a pod.</summary>
/// <param name="Spec">The container.</param>
/// <param name="Role">What it is to its pod.</param>
/// <param name="Number">How many runs there were before.</param>
internal readonly record struct ContainerRun(ContainerSpec Spec, ContainerRole Role, int Number);

/// <summary>What a container is to its pod.</summary>
internal enum ContainerRole
{
    /// <summary>One of those that the pod is there for.</summary>
    Main,

    /// <summary>Must have succeeded before the next one begins.</summary>
    Init,

    /// <summary>Must run before the next one begins, and runs as long as its pod does.</summary>
    Sidecar,

    /// <summary>Added to the running pod, for debugging.</summary>
    Ephemeral,
}
