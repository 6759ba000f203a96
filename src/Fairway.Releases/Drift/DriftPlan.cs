using Fairway.Api.Components;

namespace Fairway.Releases.Drift;

/// <summary>What is to be said and done about drift.</summary>
/// <param name="Status">The status to be.</param>
/// <param name="Correct">The Release to make first; null for none.</param>
/// <param name="LookAgainAt">When to look without being woken; null for never.</param>
internal sealed record DriftPlan(ClusterComponentStatus Status, string? Correct, DateTimeOffset? LookAgainAt);
