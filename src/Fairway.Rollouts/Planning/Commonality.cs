using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Planning;

/// <summary>What the nodes of failing replicas share, and those of good ones have not: often the cause.</summary>
internal static class Commonality
{
    private const int NamedTraits = 3;

    /// <summary>A sentence; null where nothing sets them apart, or there is nothing to compare with.</summary>
    public static string? Explain(IEnumerable<NodeSight> failing, IEnumerable<NodeSight> good)
    {
        var bad = failing.ToList();
        var fine = good.ToList();
        if (bad.Count == 0 || fine.Count == 0)
        {
            return null;
        }

        var common = bad[0].Traits
            .Where(trait => bad.TrueForAll(node => node.Traits.Contains(trait)))
            .Where(trait => !fine.Exists(node => node.Traits.Contains(trait)))
            .Take(NamedTraits)
            .Select(trait => $"{trait.Key}={trait.Value}")
            .ToList();
        var subject = bad.Count == 1 ? "Its node has" : "Their nodes have in common";
        var goods = fine.Count == 1
            ? "the node of the ready new replicas has not"
            : $"none of the {fine.Count} nodes of ready new replicas has";
        return common.Count == 0 ? null : $"{subject} {string.Join(", ", common)}, which {goods}.";
    }
}
