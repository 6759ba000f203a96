namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>A kind of machine among the nodes of a cluster.</summary>
/// <param name="Architecture">See <see cref="NodeProfile.Architecture"/>.</param>
/// <param name="InstanceType">See <see cref="NodeProfile.InstanceType"/>.</param>
/// <param name="KernelVersion">See <see cref="NodeProfile.KernelVersion"/>.</param>
public sealed record NodeVariant(string Architecture, string InstanceType, string KernelVersion)
{
    /// <summary>A profile with this machine in place of its own.</summary>
    internal NodeProfile In(NodeProfile profile) => profile with
    {
        Architecture = Architecture,
        InstanceType = InstanceType,
        KernelVersion = KernelVersion,
    };
}
