using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Garbage;

/// <summary>Finds out which owners of an object there are, and what it owns itself.</summary>
internal sealed class GarbageObserver(ObjectGraph graph, OwnerLookup owners, LateDependents late)
{
    public async Task<GarbageObservation> ObserveAsync(GraphNode item, CancellationToken cancel)
    {
        var states = ImmutableArray.CreateBuilder<OwnerState>();
        foreach (var reference in item.Meta.IsDeleting ? [] : item.Meta.Owners)
        {
            states.Add(new OwnerState(reference, await owners.PresenceAsync(item, reference, cancel)));
        }

        IReadOnlyList<GraphNode> dependents = graph.DependentsOf(item.Meta.Uid);
        return new GarbageObservation(
            item,
            states.ToImmutable(),
            [.. item.OrphansDependents ? await late.WithAsync(item, dependents, cancel) : dependents]);
    }
}
