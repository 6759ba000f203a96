using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Cli.Fleets;

/// <summary>One tenant cluster of a fleet, as it is to be.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Labels">The labels of its Cluster, in order.</param>
internal sealed record FleetMember(string Id, IReadOnlyList<KeyValuePair<string, string>> Labels)
{
    /// <summary>Its nodes.</summary>
    public required ImmutableArray<NodePool> Pools { get; init; }

    /// <summary>The RuntimeClasses that it has from the start.</summary>
    public ImmutableArray<RuntimeClassProfile> RuntimeClasses { get; init; } = [];

    /// <summary>How many nodes it has.</summary>
    public int Nodes => Pools.Sum(pool => pool.Count);
}
