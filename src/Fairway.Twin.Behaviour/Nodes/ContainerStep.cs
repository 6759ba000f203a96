using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Reporting;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>A container's next state, what happened on the way, and when it changes again.</summary>
internal sealed record ContainerStep(ContainerStatus Status)
{
    public ImmutableArray<PodEvent> Events { get; init; } = [];

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The image that the node has now and had not before; null for none.</summary>
    public string? Pulled { get; init; }

    /// <summary>True where the container waits for an object to appear.</summary>
    public bool WaitsForObjects { get; init; }

    /// <summary>Restarts that no longer count; null where nothing changes.</summary>
    public int? Forgiven { get; init; }

    /// <summary>Began or ended in this very step, so that the time in its status is not yet exact.</summary>
    public bool IsNew { get; init; }

    public ContainerStep Telling(string reason, string message, bool warning = false) =>
        this with { Events = Events.Add(new PodEvent(reason, message, warning)) };

    /// <summary>The same with what was told before it.</summary>
    public ContainerStep After(params ReadOnlySpan<PodEvent> events) => this with { Events = [.. events, .. Events] };
}
