using Fairway.Api.Components;

namespace Fairway.Releases.Retention.Versions;

/// <summary>What is known of a component's versions, as of one moment.</summary>
/// <param name="Now">The moment.</param>
/// <param name="Limits">What the component says; null where it is not seen: then nothing goes.</param>
/// <param name="Versions">All its versions.</param>
/// <param name="Needed">Versions that are stable, that a cluster has, or that a Release names.</param>
/// <param name="Pruned">When all that could go last went; null: not since this manager began.</param>
internal sealed record VersionObservation(
    DateTimeOffset Now,
    VersionRetention? Limits,
    IReadOnlyList<ComponentVersion> Versions,
    IReadOnlySet<string> Needed,
    DateTimeOffset? Pruned);

/// <summary>What goes now.</summary>
/// <param name="Versions">The oldest first.</param>
/// <param name="LookAgainAt">Null: when something changes.</param>
/// <param name="IsMore">Whether more could go at once, and does with the next look.</param>
internal sealed record VersionPlan(
    IReadOnlyList<VersionPruning> Versions, DateTimeOffset? LookAgainAt, bool IsMore = false);

/// <summary>A version that goes.</summary>
/// <param name="Version">The version.</param>
/// <param name="Why">In one sentence, for the audit.</param>
internal sealed record VersionPruning(ComponentVersion Version, string Why);
