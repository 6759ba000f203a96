using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Releases.Clusters;
using Fairway.Releases.Fleet;

namespace Fairway.Releases.Why;

/// <summary>What one Release has to do with a cluster. Pure.</summary>
internal static class ReleaseLines
{
    /// <summary>The lines, from the Release down to the gates in the cluster.</summary>
    public static IEnumerable<WhyLine> Of(WhyObservation seen, Release release, string component)
    {
        var about = $"Release {release.Metadata.Name}";
        var version = release.Spec.Changes.First(change => change.Component == component).Version ?? "the meta-config";
        var item = seen.ClusterReleases.FirstOrDefault(one => one.Spec.Release == release.Metadata.Name);
        yield return new WhyLine(about, $"brings {version}: {Phase(release)}", KindOf(release));
        if (item is null)
        {
            yield return Absent(seen, release, about);
        }

        foreach (var line in (item is null ? [] : InCluster(item)).Concat(ContenderLines.OfRival(seen, release))
            .Concat(OfGates(seen, release, item)))
        {
            yield return line;
        }
    }

    /// <summary>What a Release says of the cluster, where that missed it; null where it did not.</summary>
    public static MissedCluster? MissedIn(WhyObservation seen, Release release) =>
        release.Status?.Missed?.FirstOrDefault(one => one.Cluster == seen.ClusterId);

    private static string Phase(Release release)
    {
        var status = release.Status ?? new ReleaseStatus();
        var why = status.Conditions.Find(ReleaseConditions.Progressing)?.Message;
        return why is null ? $"{status.Phase}" : $"{status.Phase}, {why}";
    }

    private static WhyKind KindOf(Release release)
    {
        var progress = release.Status?.Conditions.Find(ReleaseConditions.Progressing);
        return release.Status?.FinishedAt is not null ? WhyKind.State
            : progress?.Status == ConditionStatus.False ? WhyKind.Blocker : WhyKind.Waiting;
    }

    private static WhyLine Absent(WhyObservation seen, Release release, string about)
    {
        if (MissedIn(seen, release) is { } missed)
        {
            return new WhyLine(about, $"this cluster missed it: {missed.Says}", missed.State switch
            {
                MissedState.CaughtUp => WhyKind.State,
                MissedState.Waiting or MissedState.CatchingUp => WhyKind.Waiting,
                _ => WhyKind.Blocker,
            });
        }

        if (release.Status?.FinishedAt is not null)
        {
            return new WhyLine(about, "this cluster had no part in it", WhyKind.State);
        }

        return release.Spec.Clusters?.Matches(seen.Cluster!.Metadata.Labels) == false
            ? new WhyLine(about, "its spec.clusters does not select this cluster", WhyKind.Blocker)
            : new WhyLine(
                about,
                $"this cluster's turn has not come; the stage under way is {release.Status?.Stage ?? "none yet"}",
                WhyKind.Waiting);
    }

    /// <summary>What keeps it from beginning, as it is now: a gate that let it begin has told its evidence.</summary>
    private static IEnumerable<WhyLine> OfGates(WhyObservation seen, Release release, ClusterRelease? item)
    {
        var hasBegun = item?.Status?.Phase is not (null or ClusterReleasePhase.Pending);
        if (hasBegun || release.Status?.FinishedAt is not null
            || release.Spec.Clusters?.Matches(seen.Cluster!.Metadata.Labels) == false)
        {
            return [];
        }

        var book = ContenderLines.Book(seen);
        var asked = item ?? Planned(seen, release);
        return
        [
            .. ClusterGates.Ask(asked, release, seen.Cluster, book, seen.Now).Where(verdict => verdict.Holds)
                .Select(verdict => new WhyLine($"gate {verdict.Gate}", verdict.Answer.Says, WhyKind.Blocker)),
            .. ContenderLines.OfDomains(seen, release, asked, book),
        ];
    }

    private static ClusterRelease Planned(WhyObservation seen, Release release) => new()
    {
        Metadata = new ObjectMeta { Namespace = seen.ClusterId },
        Spec = new ClusterReleaseSpec
        {
            Changes =
            [
                .. release.Spec.Changes.Select(change => new ClusterChange
                {
                    Component = change.Component,
                    Version = change.Version ?? "",
                    From = seen.ClusterComponents.FirstOrDefault(one => one.Metadata.Name == change.Component)
                        ?.Status?.Applied,
                }),
            ],
        },
    };

    private static IEnumerable<WhyLine> InCluster(ClusterRelease item)
    {
        var about = $"ClusterRelease {item.ClusterId}/{item.Metadata.Name}";
        var status = item.Status ?? new ClusterReleaseStatus();
        var way = status.Direction == Direction.Back ? ", going back" : "";
        var until = status.Deadline is { } deadline ? $", until {deadline:yyyy-MM-ddTHH:mm:ssZ} at the latest" : "";
        var says = status.Message ?? "not looked at yet";
        yield return new WhyLine(
            about, $"stage {item.Spec.Stage}, {status.Phase}{way}: {says}{until}", KindOf(status));
        if (status.Failure is { } failure)
        {
            yield return new WhyLine(about, $"it failed: {failure}", WhyKind.Evidence);
        }

        foreach (var gate in status.Gates ?? [])
        {
            var saw = $"{gate.Decision} at {gate.At:yyyy-MM-ddTHH:mm:ssZ}: {gate.Says}";
            yield return new WhyLine($"gate {gate.Gate}", saw, WhyKind.Evidence);
        }
    }

    private static WhyKind KindOf(ClusterReleaseStatus status) => status.Phase switch
    {
        _ when ClusterPhases.IsFinished(status.Phase) => WhyKind.State,
        ClusterReleasePhase.Held => WhyKind.Blocker,
        _ => status.Reason is ClusterReleaseReasons.EmergencyStop or ClusterReleaseReasons.Stopped
            or ClusterReleaseReasons.Paused or ClusterReleaseReasons.WindowClosed
            or ClusterReleaseReasons.Blocked or ClusterReleaseReasons.HeldByCluster
            or ClusterReleaseReasons.Interlocked
            or ClusterReleaseReasons.WaitingForApproval or ClusterReleaseReasons.Rejected
            or ClusterReleaseReasons.MetaDbUnavailable
            or ClusterReleaseReasons.Unreachable or ClusterReleaseReasons.RevisionReplaced
            ? WhyKind.Blocker
            : WhyKind.Waiting,
    };
}
