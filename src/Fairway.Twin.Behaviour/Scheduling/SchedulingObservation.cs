using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Objects;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>Everything that one round of the scheduler rests on.</summary>
/// <param name="Pending">Pods without a node that are this scheduler's, in any order.</param>
/// <param name="Nodes">All nodes with their load, ordered by name.</param>
/// <param name="Now">The time of the observation.</param>
internal sealed record SchedulingObservation(
    ImmutableArray<PodView> Pending, ImmutableArray<NodeLoad> Nodes, DateTimeOffset Now);
