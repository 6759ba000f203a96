using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Kube.Controllers;

namespace Fairway.Simulation.Plans;

/// <summary>What is different about the controller that is put to the test, and what befalls it.</summary>
internal sealed record Twist
{
    /// <summary>Another controller in its place.</summary>
    public Func<World, ControllerDefinition, ControllerDefinition> Definition { get; init; } =
        static (_, controller) => controller;

    /// <summary>What becomes of its calls; the last parameter sends one.</summary>
    public Func<World, KubeRequest, Func<KubeRequest, Task<KubeResponse>>, Task<KubeResponse>>? Calls { get; init; }

    /// <summary>How late an event of a resource comes; those after it come no earlier.</summary>
    public Func<World, string, JsonObject, TimeSpan>? Late { get; init; }

    /// <summary>How old what it acts on may be; null for what the checkers say.</summary>
    public TimeSpan? Lag { get; init; }

    /// <summary>How new what it has not seen may be.</summary>
    public TimeSpan Unseen { get; init; }
}
