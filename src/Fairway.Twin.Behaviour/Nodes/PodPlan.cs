using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Reporting;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>What a node does with a pod now.</summary>
internal sealed record PodPlan
{
    /// <summary>Nothing to do.</summary>
    public static PodPlan Nothing { get; } = new();

    /// <summary>Strategic merge patch of the status; null where it stays.</summary>
    public JsonObject? Status { get; init; }

    /// <summary>True where the pod has ended and its object is to go.</summary>
    public bool Remove { get; init; }

    /// <summary>What happened, for the pod's events, in order.</summary>
    public ImmutableArray<PodEvent> Events { get; init; } = [];

    /// <summary>When the next step is due; null where nothing is under way.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }

    /// <summary>Images that the node has now.</summary>
    public ImmutableArray<string> Pulled { get; init; } = [];

    /// <summary>True where the pod waits for an object to appear.</summary>
    public bool WaitsForObjects { get; init; }

    /// <summary>What the node knows of the pod when all this is done.</summary>
    public PodMemory Memory { get; init; } = PodMemory.Nothing;
}
