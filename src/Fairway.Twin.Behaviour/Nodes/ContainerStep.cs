using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>A container's next state, what happened on the way, and when it changes again.</summary>
internal sealed record ContainerStep(ContainerStatus Status)
{
    public ImmutableArray<PodEvent> Events { get; init; } = [];

    public DateTimeOffset? DueAt { get; init; }

    public ContainerStep Telling(string reason, string message, bool warning = false) =>
        this with { Events = Events.Add(new PodEvent(reason, message, warning)) };
}
