using System.Globalization;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>Gives each node a number of its own, which decides its addresses. The range of a node's pods tells the
/// number that it has.</summary>
internal sealed class NodeNumbers
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> given = new(StringComparer.Ordinal);
    private readonly HashSet<int> taken = [];
    private int next;

    /// <summary>Follows the nodes of a cluster.</summary>
    public IDisposable Follow(ObjectCache<NodeView> nodes) => nodes.Subscribe(change =>
    {
        lock (gate)
        {
            if (change.New?.Value is { } node)
            {
                Note(node);
            }
            else if (given.Remove(change.Key.Name, out var number))
            {
                taken.Remove(number);
                next = Math.Min(next, number);
            }
        }
    });

    /// <summary>The number of a node: what it has, or the lowest that is free.</summary>
    public int Of(string name)
    {
        lock (gate)
        {
            if (!given.TryGetValue(name, out var number))
            {
                while (!taken.Add(next))
                {
                    next++;
                }

                number = next++;
                given[name] = number;
            }

            return number;
        }
    }

    private void Note(NodeView node)
    {
        if (node.PodCidr is { } range && NumberOf(range) is { } number && taken.Add(number))
        {
            if (given.Remove(node.Meta.Name, out var before))
            {
                taken.Remove(before);
            }

            given[node.Meta.Name] = number;
        }
    }

    // The inverse of NodeAddresses.PodCidr.
    private static int? NumberOf(string range)
    {
        var parts = range.Split('.', '/');
        return parts is ["10", var high, var low, "0", "24"]
            && int.TryParse(high, NumberStyles.None, CultureInfo.InvariantCulture, out var upper) && upper > 0
            && int.TryParse(low, NumberStyles.None, CultureInfo.InvariantCulture, out var lower)
            ? ((upper - 1) << 8) + lower
            : null;
    }
}
