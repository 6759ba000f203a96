using Fairway.Delivery.Changes;

namespace Fairway.Releases.Clusters;

/// <summary>What was seen of the change that a Release is at in a cluster. Each part is null where the phase did not
/// ask for it.</summary>
internal sealed record ChangeFacts
{
    /// <summary>Whether the MetaDB says that this Release brought anything of the change to the cluster, or was about
    /// to.</summary>
    public required bool IsBegun { get; init; }

    /// <summary>Whether the newest record says that the target is good.</summary>
    public required bool IsRecordedGood { get; init; }

    /// <summary>What is to be brought; null, on the way back, where there is no good version to go back to.</summary>
    public PinnedChange? Target { get; init; }

    /// <summary>What would change now.</summary>
    public ChangePlan? Plan { get; init; }

    /// <summary>The fingerprints that may be written.</summary>
    public IReadOnlySet<string>? Approved { get; init; }

    /// <summary>The fingerprints that the plan has, whether or not they need an approval that is not given.</summary>
    public IReadOnlySet<string>? Planned { get; init; }

    /// <summary>How far the change is.</summary>
    public ChangeSight? Sight { get; init; }

    /// <summary>What would change, and is not approved.</summary>
    public IReadOnlyList<PlannedChange> NotApproved() => Plan is null ? [] : ChangeDifference.Between(Plan, Approved);
}
