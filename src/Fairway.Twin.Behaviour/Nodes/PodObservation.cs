using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Everything that a node's next step with a pod rests on.</summary>
internal sealed record PodObservation(PodView Pod, Func<ContainerRun, PodBehaviour> BehaviourOf, DateTimeOffset Now)
{
    public PodMemory Memory { get; init; } = PodMemory.Nothing;

    /// <summary>The node's address.</summary>
    public required string HostIp { get; init; }

    /// <summary>The address that the pod has or is to have.</summary>
    public required string PodIp { get; init; }

    /// <summary>When the node last restarted; null where nobody has told that it did.</summary>
    public DateTimeOffset? NodeStartedAt { get; init; }

    /// <summary>How the ids of containers begin.</summary>
    public string RuntimePrefix { get; init; } = "containerd://";

    /// <summary>Whether the node has an image.</summary>
    public Func<string, bool> HasImage { get; init; } = _ => false;

    /// <summary>Whether an object that the pod needs is missing.</summary>
    public Func<ObjectNeed, bool> IsMissing { get; init; } = _ => false;

    /// <summary>What the node has for pods.</summary>
    public ResourceAmounts Allocatable { get; init; } = new(long.MaxValue, long.MaxValue, int.MaxValue);

    /// <summary>What the other pods of the node ask for.</summary>
    public Func<ResourceAmounts> OthersRequest { get; init; } = () => default;

    /// <summary>A time that the status holds in whole seconds; exact where the last step was in that
    /// second.</summary>
    public DateTimeOffset Exact(DateTimeOffset stored) =>
        Memory.LastStepAt is { } exact && exact >= stored && exact < stored + TimeSpan.FromSeconds(1) ? exact : stored;
}
