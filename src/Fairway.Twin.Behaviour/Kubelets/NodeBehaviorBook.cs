using System.Collections.Immutable;
using Fairway.Api.Twins;
using Fairway.Kube.Caching;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Nodes;
using Fairway.Twin.Behaviour.Resources;

namespace Fairway.Twin.Behaviour.Kubelets;

/// <summary>The behaviors of nodes that there are now, in the order in which they decide: the highest priority first,
/// among equals the first by name.</summary>
internal sealed class NodeBehaviorBook
{
    private readonly ObjectCache<BehaviorView<NodeBehaviorSpec>> cache;
    private readonly NodeSimulation simulation;
    private volatile Pages? pages;

    public NodeBehaviorBook(ObjectCache<BehaviorView<NodeBehaviorSpec>> cache, NodeSimulation simulation)
    {
        this.cache = cache;
        this.simulation = simulation;
        cache.Subscribe(_ => pages = null);
    }

    /// <summary>How a node is to be now.</summary>
    public NodeState StateOf(NodeView node) =>
        NodeStateReading.Of(Ordered(), node, simulation.Seed, simulation.Time.GetUtcNow());

    /// <summary>How long everything takes that pods do on a node, as a share of what it would take.</summary>
    public double TimesOf(NodeView node) => (First(node, s => s.TimesPercent is not null)?.TimesPercent ?? 100) / 100.0;

    private NodeBehaviorSpec? First(NodeView node, Func<NodeBehaviorSpec, bool> says) => Ordered()
        .FirstOrDefault(b => says(b.Spec!)
            && NodeBehaviorMatch.Covers(b.Spec!.Selector, b.Meta.Name, node, simulation.Seed))?.Spec;

    private ImmutableArray<BehaviorView<NodeBehaviorSpec>> Ordered() => (pages ??= new Pages(
    [
        .. cache.All.Select(item => item.Value)
            .Where(b => b.Spec is not null)
            .OrderByDescending(b => b.Spec!.Priority)
            .ThenBy(b => b.Meta.Name, StringComparer.Ordinal),
    ])).Ordered;

    private sealed record Pages(ImmutableArray<BehaviorView<NodeBehaviorSpec>> Ordered);
}
