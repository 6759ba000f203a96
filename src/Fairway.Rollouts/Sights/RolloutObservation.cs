using System.Collections.Immutable;
using Fairway.Api.Rollouts;
using Fairway.Rollouts.Drivers;

namespace Fairway.Rollouts.Sights;

/// <summary>Everything that a decision about a Rollout rests on.</summary>
internal sealed record RolloutObservation(Rollout Rollout, DateTimeOffset Now)
{
    /// <summary>The driver of the workload's kind; null where there is none.</summary>
    public IRolloutDriver? Driver { get; init; }

    /// <summary>Null where there is no such workload.</summary>
    public WorkloadSight? Workload { get; init; }

    /// <summary>The nodes of the workload's pods, by name.</summary>
    public ImmutableSortedDictionary<string, NodeSight> Nodes { get; init; } =
        ImmutableSortedDictionary.Create<string, NodeSight>(StringComparer.Ordinal);

    /// <summary>An older Rollout of the same workload, which has the say; null where there is none.</summary>
    public string? Rival { get; init; }
}
