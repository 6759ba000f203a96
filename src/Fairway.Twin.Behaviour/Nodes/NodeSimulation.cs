using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>How the nodes of a cluster are simulated.</summary>
internal sealed record NodeSimulation(NodeProfile Profile, PodBehaviours Behaviours, int Seed, TimeProvider Time)
{
    /// <summary>The nodes that there are from the start; one pool at least.</summary>
    public ImmutableArray<NodePool> Pools { get; init; } = [new NodePool(Profile, 0)];
}
