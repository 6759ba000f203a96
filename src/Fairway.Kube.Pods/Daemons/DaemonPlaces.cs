using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Kube.Pods.Daemons;

/// <summary>Where the pods of a set of daemons are, and where they belong.</summary>
internal static class DaemonPlaces
{
    /// <summary>Every node by name, with its pods; nodes that are gone but still have pods come last.</summary>
    public static ImmutableArray<DaemonNode> Of(
        PodTemplate template, ImmutableArray<NodeView> nodes, ImmutableArray<PodView> owned)
    {
        var placement = DaemonPod.PlacementOf(template);
        var byNode = owned.ToLookup(p => DaemonPod.NodeOf(p) ?? "", StringComparer.Ordinal);
        var known = nodes.Select(n => n.Meta.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. nodes.Select(n => Judge(n, placement, OldestFirst(byNode[n.Meta.Name]))),
            .. byNode.Where(g => !known.Contains(g.Key)).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new DaemonNode(g.Key, OldestFirst(g))),
        ];
    }

    private static ImmutableArray<PodView> OldestFirst(IEnumerable<PodView> pods)
    {
        ImmutableArray<PodView> all = [.. pods];
        return all.Length < 2
            ? all
            : [.. all.OrderBy(p => p.Meta.CreatedAt).ThenBy(p => p.Meta.Name, StringComparer.Ordinal)];
    }

    private static DaemonNode Judge(NodeView node, PlacementRules placement, ImmutableArray<PodView> pods)
    {
        var found = new DaemonNode(node.Meta.Name, pods);
        if (!placement.Accept(node))
        {
            return found;
        }

        var untainted = placement.FirstUntolerated(node, WellKnown.NoSchedule, WellKnown.NoExecute) is null;
        return found with
        {
            ShouldRun = untainted,
            MayStay = placement.FirstUntolerated(node, WellKnown.NoExecute) is null,
        };
    }
}
