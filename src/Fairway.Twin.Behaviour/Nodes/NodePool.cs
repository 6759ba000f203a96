namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>Nodes of a cluster that belong together.</summary>
/// <param name="Profile">What they are like; each pool of a cluster has another name prefix.</param>
/// <param name="Count">How many there are.</param>
public sealed record NodePool(NodeProfile Profile, int Count);
