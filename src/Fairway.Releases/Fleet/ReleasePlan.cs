using Fairway.Api.Releases;

namespace Fairway.Releases.Fleet;

/// <summary>What is to be done now for a Release.</summary>
/// <param name="Acts">In order, before the status is stored.</param>
/// <param name="Status">What is to be stored, by compare-and-swap.</param>
/// <param name="LookAgainAt">Null: when something changes.</param>
internal sealed record ReleasePlan(
    IReadOnlyList<ReleaseAct> Acts, ReleaseStatus Status, DateTimeOffset? LookAgainAt)
{
    /// <summary>In order, after the status was stored: a slot comes before its object.</summary>
    public IReadOnlyList<ReleaseAct> Then { get; init; } = [];
}
