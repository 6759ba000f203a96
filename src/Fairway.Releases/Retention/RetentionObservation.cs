using Fairway.Api.Releases;

namespace Fairway.Releases.Retention;

/// <summary>What is known of a pipeline's Releases, as of one moment.</summary>
/// <param name="Now">The moment.</param>
/// <param name="Limits">What its pipeline says; the defaults where it is gone.</param>
/// <param name="Releases">All Releases that name the pipeline.</param>
/// <param name="IsNeeded">Whether clusters stand on a Release.</param>
/// <param name="Orphans">Approvals of Releases that are gone.</param>
internal sealed record RetentionObservation(
    DateTimeOffset Now,
    ReleaseRetention Limits,
    IReadOnlyList<Release> Releases,
    Func<Release, bool> IsNeeded,
    IReadOnlyList<Approval> Orphans);
