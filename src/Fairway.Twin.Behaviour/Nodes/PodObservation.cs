using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Everything that a node's next step with a pod rests on.</summary>
internal sealed record PodObservation(PodView Pod, Func<string, PodBehaviour> BehaviourOf, DateTimeOffset Now)
{
    /// <summary>When the node last did something with the pod. Statuses hold whole seconds only; null where it is not
    /// known.</summary>
    public DateTimeOffset? LastStepAt { get; init; }

    /// <summary>The node's address.</summary>
    public required string HostIp { get; init; }

    /// <summary>The address that the pod has or is to have.</summary>
    public required string PodIp { get; init; }

    /// <summary>True to tell <c>started</c> of each container, as a kubelet with probes does.</summary>
    public bool TellStarted { get; init; }
}
