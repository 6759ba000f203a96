using Fairway.Api.Releases;
using Fairway.Releases.Planning;

namespace Fairway.Releases.Fleet;

/// <summary>How planning ended.</summary>
/// <param name="Pinned">What was pinned; null where nothing could be.</param>
/// <param name="Document">The plan; null where there is none.</param>
/// <param name="Failure">Why there is none, in one sentence; null where there is one.</param>
internal sealed record PlanOutcome(PinnedPlan? Pinned, PlanDocument? Document, string? Failure)
{
    /// <summary>The Release as planning left it, which has said in its status how far it was; null where it was not
    /// touched.</summary>
    public Release? Left { get; init; }
}
