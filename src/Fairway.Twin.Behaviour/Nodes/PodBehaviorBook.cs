using System.Collections.Immutable;
using Fairway.Api.Twins;
using Fairway.Kube.Caching;
using Fairway.Twin.Behaviour.Resources;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>The behaviors that there are now, in the order in which they decide.</summary>
internal sealed class PodBehaviorBook
{
    private readonly ObjectCache<BehaviorView<PodBehaviorSpec>> cache;
    private readonly NodeSimulation simulation;
    private volatile Pages? pages;

    public PodBehaviorBook(ObjectCache<BehaviorView<PodBehaviorSpec>> cache, NodeSimulation simulation)
    {
        this.cache = cache;
        this.simulation = simulation;
        cache.Subscribe(_ => pages = null);
    }

    /// <summary>How a container behaves.</summary>
    public PodBehaviour Of(BehaviorSubject subject)
    {
        var said = pages ??= new Pages(BehaviorOrder.Of(cache.All.Select(item => item.Value)));
        var usual = simulation.Behaviours.Of(subject, simulation.Seed);
        return said.Ordered.IsEmpty
            ? usual
            : BehaviorDraw.Of(said.Ordered, subject, usual, simulation.Seed);
    }

    private sealed record Pages(ImmutableArray<BehaviorView<PodBehaviorSpec>> Ordered);
}
