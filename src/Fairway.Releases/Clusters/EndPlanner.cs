using Fairway.Api.Releases;

namespace Fairway.Releases.Clusters;

/// <summary>How a Release in a cluster goes to the next change, turns back, and ends. Pure.</summary>
internal static class EndPlanner
{
    /// <summary>The change is done with: the next one, or the end.</summary>
    public static ClusterReleasePlan Next(ClusterReleaseObservation seen, string why)
    {
        var back = seen.Status.Direction == Direction.Back;
        var next = seen.Status.Change + (back ? -1 : 1);
        if (next < 0 || next >= seen.Spec.Changes.Count)
        {
            return back
                ? Finish(seen, ClusterReleasePhase.RolledBack, "the cluster is back at its last good version")
                : Finish(seen, ClusterReleasePhase.Succeeded, "every change is brought, and recorded as good");
        }

        var status = seen.Enter(
            ClusterReleasePhase.PreCheck,
            ClusterReleaseReasons.WaitingForGate,
            $"{seen.ChangeNow.Component}: {why}; {seen.Spec.Changes[next].Component} is next");
        return new ClusterReleasePlan(
            GateSights.Keeping(seen),
            status with { Change = next, Step = -1, Gates = GateSights.With(seen) },
            seen.Now);
    }

    /// <summary>
    /// Something failed. Forward, with a policy of automatic rollbacks, the cluster goes back; else everything of it
    /// halts, and a person decides.
    /// </summary>
    public static ClusterReleasePlan Fail(ClusterReleaseObservation seen, string reason, string message)
    {
        var failure = seen.Status.Failure ?? $"{reason}: {message}";
        var forward = seen.Status.Direction == Direction.Forward;
        if (forward && seen.Spec.Rollback == RollbackPolicy.Automatic && seen.Status.Intent is not null)
        {
            var turned = Turn(seen, message);
            return turned with
            {
                Acts = GateSights.Keeping(seen),
                Status = turned.Status with { Failure = failure, Gates = GateSights.With(seen) },
            };
        }

        var ended = Finish(seen, ClusterReleasePhase.Failed, message);
        return ended with
        {
            Acts = [.. ended.Acts, .. HaltAndMark(seen, reason, message)],
            Status = ended.Status with { Failure = failure, Reason = reason },
        };
    }

    /// <summary>From now on it goes back. Where nothing was begun, it is back already; one that has ended waits for a
    /// slot.</summary>
    public static ClusterReleasePlan Turn(ClusterReleaseObservation seen, string why)
    {
        var status = seen.Status with { Direction = Direction.Back, Step = -1, FinishedAt = null };
        if (status.Intent is null)
        {
            var idle = Finish(seen, ClusterReleasePhase.RolledBack, "nothing was changed here");
            return idle with { Status = idle.Status with { Direction = Direction.Back } };
        }

        var turned = seen with { ClusterRelease = seen.ClusterRelease with { Status = status } };
        return ClusterPhases.IsFinished(seen.Status.Phase)
            ? ClusterPhases.Nothing(
                turned.Enter(ClusterReleasePhase.Pending, ClusterReleaseReasons.WaitingForSlot, $"goes back: {why}"),
                seen.Now)
            : ClusterPhases.Nothing(
                turned.Enter(ClusterReleasePhase.PreCheck, ClusterReleaseReasons.WaitingForGate, $"goes back: {why}"),
                seen.Now);
    }

    private static ClusterReleasePlan Finish(ClusterReleaseObservation seen, ClusterReleasePhase phase, string message)
    {
        var status = seen.Enter(phase, ClusterReleaseReasons.Done, message);
        return new ClusterReleasePlan(
            GateSights.Keeping(seen),
            status with
            {
                StartedAt = status.StartedAt ?? seen.Now,
                FinishedAt = seen.Now,
                Gates = GateSights.With(seen),
            },
            null);
    }

    private static IEnumerable<ClusterAct> HaltAndMark(ClusterReleaseObservation seen, string reason, string message)
    {
        // What cannot be reached cannot be halted: its permits lapse.
        if (ClusterPhases.IsActing(seen.Status.Phase) && reason != ClusterReleaseReasons.Unreachable)
        {
            yield return new ClusterAct.Halt(message);
        }

        if (seen.Status.Intent is not null)
        {
            yield return new ClusterAct.MarkFailed(reason, message);
        }
    }
}
