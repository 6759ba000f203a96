using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>A kind of machine among the nodes of a cluster.</summary>
/// <param name="Architecture">See <see cref="NodeProfile.Architecture"/>.</param>
/// <param name="InstanceType">See <see cref="NodeProfile.InstanceType"/>.</param>
/// <param name="KernelVersion">See <see cref="NodeProfile.KernelVersion"/>.</param>
public sealed record NodeVariant(string Architecture, string InstanceType, string KernelVersion)
{
    /// <summary>See <see cref="NodeProfile.Cpu"/>; null for the profile's own, as all below.</summary>
    public string? Cpu { get; init; }

    /// <summary>See <see cref="NodeProfile.Memory"/>.</summary>
    public string? Memory { get; init; }

    /// <summary>See <see cref="NodeProfile.EphemeralStorage"/>.</summary>
    public string? EphemeralStorage { get; init; }

    /// <summary>See <see cref="NodeProfile.Extended"/>.</summary>
    public ImmutableSortedDictionary<string, string>? Extended { get; init; }

    /// <summary>See <see cref="NodeProfile.Reserved"/>.</summary>
    public ImmutableSortedDictionary<string, string>? Reserved { get; init; }

    /// <summary>See <see cref="NodeProfile.OsImage"/>.</summary>
    public string? OsImage { get; init; }

    /// <summary>A profile with this machine in place of its own.</summary>
    internal NodeProfile In(NodeProfile profile) => profile with
    {
        Architecture = Architecture,
        InstanceType = InstanceType,
        KernelVersion = KernelVersion,
        Cpu = Cpu ?? profile.Cpu,
        Memory = Memory ?? profile.Memory,
        EphemeralStorage = EphemeralStorage ?? profile.EphemeralStorage,
        Extended = Extended ?? profile.Extended,
        Reserved = Reserved ?? profile.Reserved,
        OsImage = OsImage ?? profile.OsImage,
    };
}
