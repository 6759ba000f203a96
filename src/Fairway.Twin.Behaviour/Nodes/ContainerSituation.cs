using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>One container of a pod at one moment.</summary>
/// <param name="Seen">The pod.</param>
/// <param name="Spec">What the container is to be.</param>
/// <param name="Status">What it is; null before its first start.</param>
internal sealed record ContainerSituation(PodObservation Seen, ContainerSpec Spec, ContainerStatus? Status)
{
    public DateTimeOffset Now => Seen.Now;

    public PodBehaviour Behaviour { get; } = Seen.BehaviourOf(Spec.Image);

    /// <summary>From arrival on the node to the running container.</summary>
    public TimeSpan StartUp => Behaviour.ImagePull + Behaviour.Start;

    /// <summary>When a step that began at <paramref name="stored"/> (whole seconds) is over; exact where the exact time
    /// is known.</summary>
    public DateTimeOffset Due(DateTimeOffset stored, TimeSpan after) =>
        (Seen.LastStepAt is { } exact && exact >= stored && exact < stored + TimeSpan.FromSeconds(1) ? exact : stored)
            + after;
}
