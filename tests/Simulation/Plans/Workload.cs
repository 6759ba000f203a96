using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Simulation.Plans;

/// <summary>What people do in a cluster, to see what one controller makes of it.</summary>
/// <param name="Controller">The controller that is put to the test; it runs in a process of its own.</param>
/// <param name="Name">In a few words.</param>
/// <param name="Story">What people do. The cluster comes to rest after it.</param>
internal sealed record Workload(string Controller, string Name, Func<People, Task> Story)
{
    public int Nodes { get; init; } = 3;

    public PodBehaviours Behaviours { get; init; } = PodBehaviours.WellBehaved;

    /// <summary>True for the controller, and for those that carry out what it decides.</summary>
    public bool Owns(string controller) => controller == Controller || controller == $"{Controller}-binding";

    public override string ToString() => $"{Controller}: {Name}";
}
