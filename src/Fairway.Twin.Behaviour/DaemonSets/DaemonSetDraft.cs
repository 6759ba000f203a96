using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Revisions;

namespace Fairway.Twin.Behaviour.DaemonSets;

/// <summary>A DaemonSet's nodes with their pods, and the bounds of its rolling update.</summary>
internal sealed class DaemonSetDraft
{
    private readonly TimeSpan minReady;
    private readonly DateTimeOffset now;

    public DaemonSetDraft(DaemonSetObservation seen, ImmutableArray<PodView> owned, RevisionView update)
    {
        Set = seen.Set;
        Update = update;
        now = seen.Now;
        Held = seen.Held;
        minReady = TimeSpan.FromSeconds(Set.MinReadySeconds);
        Nodes = Place(seen, owned);
        Desired = Nodes.Count(n => n.ShouldRun);
        MaxSurge = Set.MaxSurge.RoundUp(Desired);
        var unavailable = Set.MaxUnavailable.RoundUp(Desired);
        // Both zero would never move: such a set is refused by the API, and one at a time here.
        MaxUnavailable = MaxSurge == 0 && unavailable == 0 ? 1 : unavailable;
    }

    public DaemonSetView Set { get; }

    public RevisionView Update { get; }

    /// <summary>Every node, by name; nodes that are gone but still have pods included.</summary>
    public ImmutableArray<DaemonNode> Nodes { get; }

    /// <summary>Until when failed pods stay, by node.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Held { get; }

    public int Desired { get; }

    public int MaxSurge { get; }

    public int MaxUnavailable { get; }

    public bool IsAvailable(PodView pod) => pod.IsAvailable(minReady, now);

    public DateTimeOffset? AvailableAt(PodView pod) => pod.AvailableAt(minReady);

    public bool IsUpdated(PodView pod) => pod.Meta.Labels[WellKnown.ControllerRevisionHash] == Update.Hash;

    private static ImmutableArray<DaemonNode> Place(DaemonSetObservation seen, ImmutableArray<PodView> owned)
    {
        var placement = DaemonPod.PlacementOf(seen.Set.Template);
        var byNode = owned.ToLookup(p => DaemonPod.NodeOf(p) ?? "", StringComparer.Ordinal);
        var known = seen.Nodes.Select(n => n.Meta.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. seen.Nodes.Select(n => Judge(n, placement, OldestFirst(byNode[n.Meta.Name]))),
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
