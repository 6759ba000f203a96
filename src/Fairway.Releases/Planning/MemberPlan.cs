using Fairway.Api.Releases;
using Fairway.Delivery.Changes;

namespace Fairway.Releases.Planning;

/// <summary>One cluster, planned.</summary>
/// <param name="Cluster">Its id.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Changes">Its changes, in order.</param>
/// <param name="Silence">Why it could not be planned: it does not answer; null where it could.</param>
internal sealed record MemberPlan(
    string Cluster, string Stage, IReadOnlyList<MemberChange> Changes, string? Silence = null)
{
    /// <summary>Why no plan can be made for it: a fault of its values, of a chart, of its records; null where one
    /// could.</summary>
    public string? Refused { get; init; }

    /// <summary>Whether it is a member of the plan.</summary>
    public bool IsPlanned => Silence is null && Refused is null && Changes.Count > 0;
}

/// <summary>One change of a cluster, planned.</summary>
/// <param name="Pinned">As its ClusterRelease has it.</param>
/// <param name="Plan">What would change.</param>
internal sealed record MemberChange(ClusterChange Pinned, ChangePlan Plan);
