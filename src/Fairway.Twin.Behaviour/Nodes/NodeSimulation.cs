namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>How the nodes of a cluster are simulated.</summary>
internal sealed record NodeSimulation(NodeProfile Profile, PodBehaviours Behaviours, int Seed, TimeProvider Time);
