using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Filters;

/// <summary>Counts of nodes, added up over the nodes of each place.</summary>
internal sealed class TopologyCount
{
    private readonly TopologyColumn column;
    private readonly Slots<int> bySlot;

    // Null where each node is a place: there is nothing to add up.
    private readonly int[]? byValue;

    public TopologyCount(ClusterSnapshot cluster, string key, Slots<int> bySlot)
    {
        column = cluster.ColumnOf(key);
        this.bySlot = bySlot;
        byValue = column.IsOfNodes ? null : Sum(cluster);
    }

    /// <summary>True where no place has any.</summary>
    public bool IsEmpty
    {
        get
        {
            for (var slot = 0; slot < bySlot.Length; slot++)
            {
                if (bySlot[slot] != 0 && column.Has(slot))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The count of the node's place; null where the node has none.</summary>
    public int? At(int slot) => column[slot] is >= 0 and var value ? byValue?[value] ?? bySlot[slot] : null;

    private int[] Sum(ClusterSnapshot cluster)
    {
        var counts = new int[column.Values];
        for (var slot = 0; slot < bySlot.Length; slot++)
        {
            if (bySlot[slot] is not 0 and var count && cluster.Nodes[slot] is not null && column.Has(slot))
            {
                counts[column[slot]] += count;
            }
        }

        return counts;
    }
}
