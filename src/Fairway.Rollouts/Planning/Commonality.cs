using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Planning;

/// <summary>What the nodes of failing replicas share, and those of good ones have not: often the cause. Good ones are
/// new replicas that are ready; where none is, the first replica of a change fails and the old ones elsewhere are what
/// there is to compare with.</summary>
internal static class Commonality
{
    private const int NamedTraits = 3;

    /// <summary>A sentence; null where nothing sets them apart, or there is nothing to compare with.</summary>
    /// <param name="failing">Nodes of new replicas that fail.</param>
    /// <param name="good">Nodes of new replicas that are ready.</param>
    /// <param name="old">Nodes of old replicas that are ready; those that the failing ones are on do not count.</param>
    public static string? Explain(
        IEnumerable<NodeSight> failing, IEnumerable<NodeSight> good, IEnumerable<NodeSight> old)
    {
        var bad = failing.ToList();
        var fine = good.ToList();
        var kind = "new";
        if (fine.Count == 0)
        {
            fine = [.. old.Where(node => !bad.Exists(other => other.Name == node.Name))];
            kind = "old";
        }

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
            ? $"the node of the ready {kind} replicas has not"
            : $"none of the {fine.Count} nodes of ready {kind} replicas has";
        return common.Count == 0 ? null : $"{subject} {string.Join(", ", common)}, which {goods}.";
    }
}
