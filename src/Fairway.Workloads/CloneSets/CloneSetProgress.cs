using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Workloads.CloneSets;

/// <summary>Whether a CloneSet gets on: its condition Progressing, which sets with a deadline have.</summary>
internal static class CloneSetProgress
{
    private const string Progressing = "Progressing";
    private const string Late = "ProgressDeadlineExceeded";
    private const string GoingOn = "CloneSetUpdated";

    public static ImmutableArray<Condition> Conditions(CloneSetView set, CloneSetStatus status, DateTimeOffset now)
    {
        var others = set.Status.Conditions.RemoveAll(c => c.Type == Progressing);
        // The greatest number stands for no deadline, as with Kubernetes' own kinds.
        if (set.ProgressDeadlineSeconds is null or int.MaxValue)
        {
            return others;
        }

        var before = set.Status.Conditions.FirstOrDefault(c => c.Type == Progressing);
        var found = Judge(set, status, before, now);
        var hasProgressed = found.Reason == GoingOn && HasProgressed(set.Status, status);
        if (before is not null && before.Status == found.Status && before.Reason == found.Reason && !hasProgressed)
        {
            return others.Add(before);
        }

        var turned = before?.Status == found.Status ? before.TransitionedAt : now;
        return others.Add(found with { TransitionedAt = turned, UpdatedAt = now });
    }

    /// <summary>When the deadline of a set that goes on is over; null where it has none, or does not go on.</summary>
    public static DateTimeOffset? DeadlineOf(CloneSetView set, CloneSetStatus status) =>
        status.Conditions.FirstOrDefault(c => c.Type == Progressing) is { Reason: GoingOn, UpdatedAt: { } at }
            ? at + TimeSpan.FromSeconds(set.ProgressDeadlineSeconds ?? 0)
            : null;

    private static Condition Judge(CloneSetView set, CloneSetStatus status, Condition? before, DateTimeOffset now)
    {
        var replicas = set.Policy.Replicas;
        if (status.CurrentRevision == status.UpdateRevision && status.Replicas == replicas
            && status.Updated == replicas && status.UpdatedAvailable == replicas)
        {
            return new Condition(Progressing, "True", "CloneSetAvailable", "CloneSet is available");
        }

        if (set.Policy.Paused)
        {
            return new Condition(Progressing, "True", "CloneSetPaused", "CloneSet is paused");
        }

        if (status.ExpectedUpdated < replicas && status.ExpectedUpdated <= status.UpdatedAvailable)
        {
            return new Condition(
                Progressing, "True", "ProgressPartitionAvailable",
                "CloneSet has been paused due to partition ready");
        }

        return IsLate(set, status, before, now)
            ? new Condition(
                Progressing, "False", Late, $"CloneSet revision {status.UpdateRevision} has timed out progressing")
            : new Condition(Progressing, "True", GoingOn, "CloneSet is progressing");
    }

    private static bool IsLate(CloneSetView set, CloneSetStatus status, Condition? before, DateTimeOffset now)
    {
        if (before is null || status.UpdateRevision != set.Status.UpdateRevision || HasProgressed(set.Status, status))
        {
            return false;
        }

        var deadline = TimeSpan.FromSeconds(set.ProgressDeadlineSeconds ?? 0);
        return before.Reason == Late || (before.Reason == GoingOn && before.UpdatedAt + deadline <= now);
    }

    private static bool HasProgressed(CloneSetStatus before, CloneSetStatus now) =>
        now.Updated > before.Updated || now.UpdatedReady > before.UpdatedReady
        || now.UpdatedAvailable > before.UpdatedAvailable || now.UpdateRevision != before.UpdateRevision;
}
