namespace Fairway.Twin.Behaviour.Scheduling.Snapshots;

/// <summary>The values of one label over all nodes, as numbers.</summary>
internal sealed class TopologyColumn
{
    private readonly int[] bySlot;

    private TopologyColumn(int[] bySlot, int values)
    {
        this.bySlot = bySlot;
        Values = values;
    }

    /// <summary>How many different values there are.</summary>
    public int Values { get; }

    /// <summary>True where every node that has the label is a place of its own.</summary>
    public bool IsOfNodes { get; private init; }

    /// <summary>The number of the node's value; -1 where the node lacks the label.</summary>
    public int this[int slot] => bySlot[slot];

    /// <summary>True where the node has the label.</summary>
    public bool Has(int slot) => slot < bySlot.Length && bySlot[slot] >= 0;

    /// <summary>True where a node has all of the labels.</summary>
    public static bool HasAll(TopologyColumn[] columns, int slot)
    {
        foreach (var column in columns)
        {
            if (column.bySlot[slot] < 0)
            {
                return false;
            }
        }

        return true;
    }

    public static TopologyColumn Of(string key, Slots<NodeInfo> nodes)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var bySlot = new int[nodes.Length];
        var labelled = 0;
        for (var slot = 0; slot < bySlot.Length; slot++)
        {
            bySlot[slot] = -1;
            if (nodes[slot]?.Node.Meta.Labels[key] is { } value)
            {
                bySlot[slot] = numbers.TryGetValue(value, out var known) ? known : numbers.Count;
                numbers.TryAdd(value, bySlot[slot]);
                labelled++;
            }
        }

        return new TopologyColumn(bySlot, numbers.Count) { IsOfNodes = labelled == numbers.Count };
    }
}
