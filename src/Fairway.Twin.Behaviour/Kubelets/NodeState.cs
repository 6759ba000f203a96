using System.Collections.Immutable;
using Fairway.Api.Twins;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>How a node is to be now, as its behaviors have it.</summary>
internal sealed record NodeState
{
    /// <summary>A good day.</summary>
    public static NodeState Healthy { get; } = new();

    /// <summary>True where the node is simulated though it does not say so.</summary>
    public bool IsAdopted { get; init; }

    /// <summary>The behavior that keeps the node dark; null for none.</summary>
    public string? DarkBy { get; init; }

    /// <summary>What the node runs out of now.</summary>
    public ImmutableArray<NodePressure> Pressures { get; init; } = [];

    /// <summary>Names the last start of the machine that behaviors tell of; empty where they tell of none.</summary>
    public string Boot { get; init; } = "";

    /// <summary>What the node is to say that it is made of; null where nobody says anything.</summary>
    public MachineBehavior? Machine { get; init; }

    /// <summary>Names what <see cref="Machine"/> says, so that it is said once; empty where that is null.</summary>
    public string MachineMark { get; init; } = "";

    /// <summary>When this changes; null for never.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Something that a node runs out of.</summary>
/// <param name="Condition">The condition that says so: MemoryPressure, DiskPressure, PIDPressure.</param>
/// <param name="Resource">What is short, as messages name it.</param>
/// <param name="Since">Since when.</param>
/// <param name="Evicts">How many pods the kubelet evicts.</param>
internal sealed record NodePressure(string Condition, string Resource, DateTimeOffset Since, int Evicts);
