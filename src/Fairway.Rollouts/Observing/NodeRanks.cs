using System.Globalization;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Observing;

/// <summary>In which order a change goes over nodes. The same change has the same order wherever it is
/// computed.</summary>
internal static class NodeRanks
{
    private const int KindShift = 40;

    /// <summary>The rank of each node where a node of every kind comes before a second one of any; the lowest comes
    /// first.</summary>
    /// <param name="change">Mixes the order.</param>
    /// <param name="nodes">The nodes, whatever their order.</param>
    public static IReadOnlyDictionary<string, ulong> Of(string change, IEnumerable<NodeSight> nodes)
    {
        var mixed = nodes.Select(node => (Node: node, Rank: Mix(change, node.Name)))
            .OrderBy(item => item.Rank).ThenBy(item => item.Node.Name, StringComparer.Ordinal).ToList();
        var ranks = new Dictionary<string, ulong>(mixed.Count, StringComparer.Ordinal);
        var seen = new SortedDictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var (node, rank) in mixed)
        {
            var kind = KindOf(node);
            var before = seen.GetValueOrDefault(kind);
            seen[kind] = before + 1;
            ranks[node.Name] = (before << KindShift) | rank;
        }

        return ranks;
    }

    private static string KindOf(NodeSight node) =>
        string.Join('\n', node.Traits.Select(trait => string.Create(
            CultureInfo.InvariantCulture, $"{trait.Key}={trait.Value}")));

    /// <summary>The rank of a node where only the change mixes them: FNV-1a over both texts, then spread (the last
    /// characters of names differ most), and cut to 40
    /// bits.</summary>
    public static ulong Mix(string change, string node)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in (string[])[change, "/", node])
        {
            foreach (var letter in part)
            {
                hash = (hash ^ letter) * 1099511628211UL;
            }
        }

        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        hash ^= hash >> 33;
        return hash >> (64 - KindShift);
    }
}
