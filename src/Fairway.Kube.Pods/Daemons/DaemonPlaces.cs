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
        var byNode = ByNode(owned);
        var places = ImmutableArray.CreateBuilder<DaemonNode>(nodes.Length);
        foreach (var node in nodes)
        {
            var pods = byNode.Remove(node.Meta.Name, out var there) ? OldestFirst(there) : [];
            places.Add(Judge(node, placement, pods));
        }

        // What is left is on nodes that are not there.
        places.AddRange(byNode.OrderBy(place => place.Key, StringComparer.Ordinal)
            .Select(place => new DaemonNode(place.Key, OldestFirst(place.Value))));
        return places.DrainToImmutable();
    }

    // A look goes through all nodes, and nearly all have one pod: no more is made for each than its list.
    private static Dictionary<string, ImmutableArray<PodView>> ByNode(ImmutableArray<PodView> owned)
    {
        var byNode = new Dictionary<string, ImmutableArray<PodView>>(owned.Length, StringComparer.Ordinal);
        foreach (var pod in owned)
        {
            var name = DaemonPod.NodeOf(pod) ?? "";
            byNode[name] = byNode.TryGetValue(name, out var others) ? others.Add(pod) : [pod];
        }

        return byNode;
    }

    private static ImmutableArray<PodView> OldestFirst(ImmutableArray<PodView> pods) => pods.Length < 2
        ? pods
        : [.. pods.OrderBy(p => p.Meta.CreatedAt).ThenBy(p => p.Meta.Name, StringComparer.Ordinal)];

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
