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

    /// <summary>The number of the node's value; -1 where the node lacks the label.</summary>
    public int this[int slot] => bySlot[slot];

    public static TopologyColumn Of(string key, Slots<NodeInfo> nodes)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var bySlot = new int[nodes.Length];
        for (var slot = 0; slot < bySlot.Length; slot++)
        {
            bySlot[slot] = -1;
            if (nodes[slot]?.Node.Meta.Labels[key] is { } value)
            {
                bySlot[slot] = numbers.TryGetValue(value, out var known) ? known : numbers.Count;
                numbers.TryAdd(value, bySlot[slot]);
            }
        }

        return new TopologyColumn(bySlot, numbers.Count);
    }
}
