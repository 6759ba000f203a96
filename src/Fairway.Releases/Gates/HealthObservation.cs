using Fairway.Delivery.Changes;
using Fairway.Delivery.Gates;

namespace Fairway.Releases.Gates;

/// <summary>What the health gate decides on.</summary>
/// <param name="Question">What it is asked.</param>
/// <param name="Nodes">The cluster's nodes.</param>
/// <param name="Sight">How far the change is; null where it was not asked for, or nobody could tell.</param>
/// <param name="WholeSince">Since when the workloads are whole; null where they are not.</param>
internal sealed record HealthObservation(
    GateQuestion Question, NodeCount Nodes, ChangeSight? Sight, DateTimeOffset? WholeSince)
{
    /// <summary>The objects that are not healthy, where they were asked for.</summary>
    public IReadOnlyList<ObjectTrouble> Troubles { get; init; } = [];
}
