using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Filters;

/// <summary>Counts of nodes, added up over the nodes of each place.</summary>
internal sealed class TopologyCount
{
    private readonly TopologyColumn column;
    private readonly int[] counts;

    public TopologyCount(ClusterSnapshot cluster, string key, Slots<int> bySlot)
    {
        column = cluster.ColumnOf(key);
        counts = new int[column.Values];
        for (var slot = 0; slot < bySlot.Length && slot < cluster.Nodes.Length; slot++)
        {
            if (bySlot[slot] is not 0 and var count && cluster.Nodes[slot] is not null && column[slot] is >= 0 and var v)
            {
                counts[v] += count;
            }
        }
    }

    /// <summary>True where no place has any.</summary>
    public bool IsEmpty => Array.TrueForAll(counts, c => c == 0);

    /// <summary>The count of the node's place; null where the node has none.</summary>
    public int? At(int slot) => column[slot] is >= 0 and var value ? counts[value] : null;
}
