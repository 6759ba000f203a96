using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>How a node is to be now, as its behaviours have it.</summary>
internal sealed record NodeState
{
    /// <summary>A good day.</summary>
    public static NodeState Healthy { get; } = new();

    /// <summary>The behaviour that keeps the node dark; null for none.</summary>
    public string? DarkBy { get; init; }

    /// <summary>Conditions of pressure that hold: MemoryPressure, DiskPressure, PIDPressure.</summary>
    public ImmutableArray<string> Pressures { get; init; } = [];

    /// <summary>How often the machine has started since it was first there.</summary>
    public int Boots { get; init; }

    /// <summary>When this changes; null for never.</summary>
    public DateTimeOffset? Until { get; init; }
}
