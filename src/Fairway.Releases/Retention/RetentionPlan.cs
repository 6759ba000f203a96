using Fairway.Api.Releases;

namespace Fairway.Releases.Retention;

/// <summary>What goes now.</summary>
/// <param name="Releases">Releases, the oldest first.</param>
/// <param name="Approvals">Approvals of Releases that are gone.</param>
/// <param name="LookAgainAt">Null: when something changes.</param>
internal sealed record RetentionPlan(
    IReadOnlyList<Pruning> Releases, IReadOnlyList<Approval> Approvals, DateTimeOffset? LookAgainAt);

/// <summary>A Release that goes.</summary>
/// <param name="Release">The Release.</param>
/// <param name="Why">In one sentence, for the audit.</param>
internal sealed record Pruning(Release Release, string Why);
