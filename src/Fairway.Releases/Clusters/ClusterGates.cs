using Fairway.Api.Clusters;
using Fairway.Api.Components;
using Fairway.Api.Releases;
using Fairway.Delivery.Gates;
using Fairway.Releases.Blockers;
using Fairway.Releases.Gates;

namespace Fairway.Releases.Clusters;

/// <summary>What the gates of the meta cluster say of a Release in one cluster. Pure.</summary>
internal static class ClusterGates
{
    /// <summary>What they say now. On the way back they are not asked: a broken version never blocks its
    /// mending.</summary>
    public static IReadOnlyList<GateVerdict> Ask(
        ClusterRelease item, Release? release, Cluster? cluster, GateBook book, DateTimeOffset now)
    {
        return release is not null && cluster is not null && IsAsked(item)
            ? GatePlanner.Ask(SubjectOf(item, release, cluster, book, now), book)
            : [];
    }

    /// <summary>What they need to be read of metrics for that.</summary>
    public static IReadOnlyList<(BlockerMetric Metric, BlockerQuery Query)> Queries(
        ClusterRelease item, Release? release, Cluster? cluster, GateBook book, DateTimeOffset now) =>
        release is not null && cluster is not null && IsAsked(item)
            && book.Blockers.Any(blocker => blocker.Blocker.Spec.Metric is not null)
            ? BlockerPlanner.Queries(SubjectOf(item, release, cluster, book, now), book.Blockers)
            : [];

    private static bool IsAsked(ClusterRelease item)
    {
        var status = item.Status ?? new ClusterReleaseStatus();
        return !ClusterPhases.IsFinished(status.Phase) && status.Direction != Direction.Back
            && item.Spec.Direction != Direction.Back;
    }

    /// <summary>What of it is a finding of this phase, whose evidence is kept: before anything begins, and before a
    /// step.</summary>
    public static IReadOnlyList<GateFinding> Findings(
        ClusterReleaseObservation seen, IReadOnlyList<GateVerdict> verdicts) => PointOf(seen) is { } point
        ? [.. verdicts.Concat(Gone(seen, point, verdicts)).Select(one => new GateFinding(one.Gate, point, one.Answer))]
        : [];

    /// <summary>What held, and has nothing to say any more: a window that was deleted.</summary>
    private static IEnumerable<GateVerdict> Gone(
        ClusterReleaseObservation seen, GatePoint point, IReadOnlyList<GateVerdict> verdicts) =>
        from gate in GatePlanner.Names
        where verdicts.All(verdict => verdict.Gate != gate)
        let answer = new GateAnswer(GateDecision.Pass, "nothing is against it any more", [])
        let name = new GateFinding(gate, point, answer).Name
        where seen.Status.Gates?.Any(sight => sight.Gate == name) == true
        select new GateVerdict(gate, answer);

    private static GatePoint? PointOf(ClusterReleaseObservation seen) => seen.Status.Phase switch
    {
        ClusterReleasePhase.PreCheck or ClusterReleasePhase.Held => GatePoint.Before,
        ClusterReleasePhase.Bake when seen.Now >= seen.Status.Deadline && !seen.IsLastStep => GatePoint.AfterStep,
        _ => null,
    };

    private static GateSubject SubjectOf(
        ClusterRelease item, Release release, Cluster cluster, GateBook book, DateTimeOffset now)
    {
        var status = item.Status ?? new ClusterReleaseStatus();
        var acting = ClusterPhases.IsActing(status.Phase);

        // Configuration is brought with the brakes on: a change begins with its first step.
        var stepping = acting && status.Phase != ClusterReleasePhase.Configure;
        var left = item.Spec.Changes.Skip(status.Change).Take(acting ? 1 : int.MaxValue).ToList();
        var hasDomain = left.Exists(change => book.DomainOf(change.Component) != ConflictDomain.None);
        return new GateSubject
        {
            Now = now,
            Cluster = cluster,
            Release = release,
            Stage = item.Spec.Stage,
            IntentAt = status.Intent?.At,
            Occupants = hasDomain ? book.OccupantsOf(item) : [],
            Contenders = hasDomain && status.Intent is null ? book.ContendersOf(item, release) : [],
            Approvals = item.Spec.Approvals ?? [],
            HasBegun = stepping || status is { Intent: not null, Change: > 0 },
            Changes =
            [
                .. left.Select(change => new GateChange(change.Component, change.From, change.Version, stepping)
                {
                    Domain = book.DomainOf(change.Component),
                }),
            ],
        };
    }
}
