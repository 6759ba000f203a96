using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Releases.Interlocks;

namespace Fairway.Releases.Gates;

/// <summary>What the gates of the meta cluster are asked about: a Release in one cluster, now.</summary>
public sealed record GateSubject
{
    /// <summary>The moment.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The cluster.</summary>
    public required Cluster Cluster { get; init; }

    /// <summary>The Release.</summary>
    public required Release Release { get; init; }

    /// <summary>The stage in which the cluster takes part.</summary>
    public required string Stage { get; init; }

    /// <summary>The changes that are asked about: that which is on its way, or else all that are not through, in
    /// order.</summary>
    public required IReadOnlyList<GateChange> Changes { get; init; }

    /// <summary>When the intent was recorded that is on its way; null where none is.</summary>
    public DateTimeOffset? IntentAt { get; init; }

    /// <summary>What other Releases have under way in the cluster.</summary>
    public IReadOnlyList<Occupant> Occupants { get; init; } = [];

    /// <summary>Who waits for a conflict domain of the cluster, and comes first.</summary>
    public IReadOnlyList<Contender> Contenders { get; init; } = [];

    /// <summary>Who must approve before it begins.</summary>
    public IReadOnlyList<ApprovalDemand> Approvals { get; init; } = [];

    /// <summary>Whether a step of anything was begun in the cluster.</summary>
    public bool HasBegun { get; init; }
}

/// <summary>A change that gates are asked about.</summary>
/// <param name="Component">The component.</param>
/// <param name="From">The version that the cluster has; null where it has none, or that is not known.</param>
/// <param name="To">The version that it is to have; null where it stays on its own.</param>
/// <param name="HasBegun">Whether it was begun in the cluster.</param>
public sealed record GateChange(string Component, string? From, string? To, bool HasBegun = false)
{
    /// <summary>What it may break.</summary>
    public ConflictDomain Domain { get; init; }
}
