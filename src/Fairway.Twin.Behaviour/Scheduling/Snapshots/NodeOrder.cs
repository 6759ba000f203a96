using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Scheduling.Snapshots;

/// <summary>The order in which nodes are looked at: a node of each zone in turn, so that those that are looked at come
/// from all zones.</summary>
internal static class NodeOrder
{
    private const string Region = "topology.kubernetes.io/region";
    private const string Zone = "topology.kubernetes.io/zone";

    public static ImmutableArray<int> Of(Slots<NodeInfo> nodes)
    {
        var zones = new List<List<int>>();
        var known = new Dictionary<(string?, string?), List<int>>();
        for (var slot = 0; slot < nodes.Length; slot++)
        {
            if (nodes[slot] is { } node)
            {
                var zone = (node.Node.Meta.Labels[Region], node.Node.Meta.Labels[Zone]);
                if (!known.TryGetValue(zone, out var members))
                {
                    known[zone] = members = [];
                    zones.Add(members);
                }

                members.Add(slot);
            }
        }

        var order = ImmutableArray.CreateBuilder<int>();
        for (var turn = 0; zones.Count > 0; turn++)
        {
            zones.RemoveAll(members => members.Count <= turn);
            order.AddRange(zones.Select(members => members[turn]));
        }

        return order.ToImmutable();
    }
}
