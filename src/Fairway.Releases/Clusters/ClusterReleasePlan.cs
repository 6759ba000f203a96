using Fairway.Api.Releases;

namespace Fairway.Releases.Clusters;

/// <summary>What is to be done now, what the status is then, and when to look again though nothing may have
/// changed.</summary>
/// <param name="Acts">In order; the status below holds only where all were done.</param>
/// <param name="Status">What is to be stored.</param>
/// <param name="LookAgainAt">Null: when something changes.</param>
internal sealed record ClusterReleasePlan(
    IReadOnlyList<ClusterAct> Acts, ClusterReleaseStatus Status, DateTimeOffset? LookAgainAt)
{
    /// <summary>The same with acts that come first.</summary>
    public ClusterReleasePlan After(params ClusterAct[] acts) => this with { Acts = [.. acts, .. Acts] };
}
