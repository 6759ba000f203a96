using Fairway.Api.Rollouts;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Observing;

/// <summary>In which order one change goes over nodes.</summary>
/// <param name="change">The change.</param>
/// <param name="order">Which order.</param>
internal sealed class NodeRanking(string change, NodeOrder order)
{
    // Only this order depends on which nodes there are.
    private IReadOnlyDictionary<string, ulong>? table;

    /// <summary>Whether it is that of this change, in this order.</summary>
    public bool Is(string otherChange, NodeOrder otherOrder) => change == otherChange && order == otherOrder;

    /// <summary>The rank of a node, the lowest comes first; null where it was not among the nodes that were
    /// there.</summary>
    public ulong? Find(string node) => order switch
    {
        NodeOrder.ByName => 0,
        NodeOrder.EveryKind => table is not null && table.TryGetValue(node, out var rank) ? rank : null,
        _ => NodeRanks.Mix(change, node),
    };

    /// <summary>These are the nodes now.</summary>
    public void Take(IEnumerable<NodeSight> nodes) => table = NodeRanks.Of(change, nodes);
}
