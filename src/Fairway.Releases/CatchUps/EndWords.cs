using Fairway.Api.Releases;
using Fairway.Releases.Fleet;

namespace Fairway.Releases.CatchUps;

/// <summary>What a Release that is through says of its clusters. Pure.</summary>
internal static class EndWords
{
    /// <summary>One sentence.</summary>
    public static string Of(ReleaseObservation seen, IReadOnlyList<MissedCluster>? missed)
    {
        var failed = seen.Members.Where(member => member.HasFailed && !member.IsGone)
            .Select(member => member.Cluster).ToList();
        var skipped = seen.Members.Where(member => member.IsMissed && !member.IsGone)
            .Select(member => member.Cluster).ToList();
        var open = Names(missed, MissedState.Waiting, MissedState.CatchingUp);
        var without = Names(missed, MissedState.Failed, MissedState.GivenUp);
        var whole = failed.Count + skipped.Count + open.Count + without.Count == 0;
        return (whole ? "every cluster has it" : "through")
            + Those("these failed within their stages' budgets", failed)
            + Those("these were left out", skipped)
            + Those("these could not be planned, and miss it", open)
            + Those("these missed it, and do not catch up", without)
            + Those("these caught up after its end", Names(missed, MissedState.CaughtUp));
    }

    private static string Those(string what, IReadOnlyList<string> names) =>
        names.Count == 0 ? "" : $"; {what}: {Words.Some(names)}";

    private static IReadOnlyList<string> Names(IReadOnlyList<MissedCluster>? missed, params MissedState[] states) =>
        [.. (missed ?? []).Where(one => states.Contains(one.State)).Select(one => one.Cluster)];
}
