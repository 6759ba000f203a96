using Fairway.Api.Releases;
using Fairway.Releases.Fleet;

namespace Fairway.Releases.Manager;

/// <summary>What Releases are found by; one may be several of these, or none.</summary>
internal enum ReleaseState
{
    /// <summary>It has not ended.</summary>
    Open,

    /// <summary>It has not begun, or a person asks for more of it: what was missing may be there now.</summary>
    Waiting,

    /// <summary>It is through, and a cluster that missed it has not caught up, or failed to.</summary>
    Missed,
}

/// <summary>Which of these a Release is. Pure.</summary>
internal static class ReleaseStates
{
    /// <summary>All that are true of it.</summary>
    public static IEnumerable<ReleaseState> Of(Release release)
    {
        if (release.Status?.FinishedAt is null || Rivals.IsUnderWay(release) || IsPending(release))
        {
            yield return ReleaseState.Open;
        }

        if (IsPending(release) || release.Spec.RollBack || release.Spec.Retries is { Count: > 0 })
        {
            yield return ReleaseState.Waiting;
        }

        if (release.Status is { Phase: ReleasePhase.Succeeded, Missed: { } missed }
            && missed.Any(one => one.State is not (MissedState.CaughtUp or MissedState.GivenUp)))
        {
            yield return ReleaseState.Missed;
        }
    }

    private static bool IsPending(Release release) => release.Status?.Phase is null or ReleasePhase.Pending;
}
