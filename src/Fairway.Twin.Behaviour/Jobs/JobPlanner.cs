using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Ownership;
using Fairway.Kube.Pods.Planning;
using Fairway.Kube.Pods.Reporting;
using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>Runs a Job's pods until enough have ended well, or too many have not.</summary>
internal static class JobPlanner
{
    public static JobPlan Plan(JobObservation seen)
    {
        var job = seen.Job;
        if (job.IsFinished || job.ManagedBy is not (null or JobNames.Controller))
        {
            return new JobPlan(job.Status, job.Status);
        }

        var owner = OwnerReference.ControllerOf("batch/v1", "Job", job.Meta);
        var claims = Claim(seen, owner);
        var draft = new JobDraft(seen, claims.Owned);
        var now = ApiTime.Truncate(seen.Now);
        var end = JobVerdicts.Of(draft);
        var changes = Changes(seen, draft, owner, end);
        var done = draft.Succeeded >= (job.Completions ?? 1) && changes.Active == 0;
        end ??= done ? JobVerdicts.Completed : null;
        var suspended = Suspension(seen, end, Counted(draft, changes, now), now);

        // Where a deletion was refused, pods run on: they are not counted as failed, and the Job is not at its end yet.
        var over = seen.MayAct ? end : null;
        var (listed, ended, isAll) = JobTracking.List(draft, suspended.Status, over);
        var interim = end is null ? listed : listed.With(Told(end.Interim, end, now));
        var final = Finish(draft, interim, ended, isAll ? over : null, now);
        return new JobPlan(interim, final)
        {
            Actions = seen.MayAct ? [.. claims.Actions, .. changes.Actions] : [],
            Untracked =
            [
                .. ended.Select(p => new WorkloadAction.Untrack(
                    p.Pod.Meta, JobNames.TrackingFinalizer, "a pod that is counted")),
            ],
            Events = [.. suspended.Events, .. EndEvents(job, final)],
            LookAgainAt = Earlier(changes.LookAgainAt, DeadlineOf(job, interim, end, seen.Now)),
        };
    }

    private static ImmutableArray<PodEvent> EndEvents(JobView job, JobStatus status)
    {
        if (status.Is(JobNames.Complete))
        {
            return job.Completions < status.Succeeded
                ? [new PodEvent(
                    "TooManySucceededPods", "Too many succeeded pods running after completion count reached", true),
                    new PodEvent("Completed", "Job completed")]
                : [new PodEvent("Completed", "Job completed")];
        }

        return status.Find(JobNames.Failed) is { Status: "True" } failed
            ? [new PodEvent(failed.Reason, failed.Message, true)]
            : [];
    }

    private static Claims<PodView> Claim(JobObservation seen, OwnerReference owner)
    {
        var selector = seen.Job.Selector;
        var rules = new ClaimRules<PodView>(
            seen.Job.Meta, owner, ChildKind.Pod, p => selector?.Matches(p.Meta.Labels) ?? false);
        var claims = ClaimPlanner.Plan(rules, seen.Candidates);
        return claims with
        {
            Actions =
            [
                .. claims.Actions.Select(a => a is WorkloadAction.Adopt adopt
                    ? adopt with { Finalizer = JobNames.TrackingFinalizer }
                    : a),
            ],
        };
    }

    private static JobChanges Changes(JobObservation seen, JobDraft draft, OwnerReference owner, JobEnd? end)
    {
        if (seen.MayAct && end is not null)
        {
            return JobScaling.End(draft);
        }

        return seen.MayAct && !draft.Job.Meta.IsDeleting
            ? JobScaling.Keep(draft, owner)
            : new JobChanges([], draft.Active.Length, draft.Ready, draft.Terminating);
    }

    private static JobStatus Counted(JobDraft draft, JobChanges changes, DateTimeOffset now)
    {
        var status = draft.Job.Status;
        return status with
        {
            Tracks = true,
            StartedAt = status.StartedAt ?? (draft.Job.IsSuspended ? null : now),
            Active = changes.Active,
            Ready = changes.Ready,
            Terminating = changes.Terminating,
        };
    }

    private static (JobStatus Status, ImmutableArray<PodEvent> Events) Suspension(
        JobObservation seen, JobEnd? end, JobStatus status, DateTimeOffset now)
    {
        if (end is not null || seen.Job.Meta.IsDeleting)
        {
            return (status, []);
        }

        var isSuspended = seen.Job.IsSuspended;
        var condition = isSuspended
            ? new Condition(JobNames.Suspended, "True", "JobSuspended", "Job suspended")
            : new Condition(JobNames.Suspended, "False", "JobResumed", "Job resumed");
        var told = status.With(condition with { TransitionedAt = now });
        if (ReferenceEquals(told, status))
        {
            return (status, []);
        }

        // The time that a Job may take counts anew when it goes on.
        return isSuspended
            ? (told, [new PodEvent("Suspended", "Job suspended")])
            : (told with { StartedAt = now }, [new PodEvent("Resumed", "Job resumed")]);
    }

    private static JobStatus Finish(
        JobDraft draft, JobStatus interim, ImmutableArray<JobPod> ended, JobEnd? end, DateTimeOffset now)
    {
        var gone = ended.Select(p => p.Uid).ToImmutableHashSet();
        var left = draft.Pods.Where(p => p.IsTracked && !gone.Contains(p.Uid)).Select(p => p.Uid);
        var status = JobTracking.Settle(interim, [.. left]);
        var isOver = status is { UncountedSucceeded.IsEmpty: true, UncountedFailed.IsEmpty: true, Terminating: 0 }
            && status.Active == 0;
        if (end is null || !isOver)
        {
            return status;
        }

        var told = status.With(Told(end.Final, end, now));
        return end.Succeeds ? told with { CompletedAt = now } : told;
    }

    private static Condition Told(string type, JobEnd end, DateTimeOffset now) =>
        new(type, "True", end.Reason, end.Message) { TransitionedAt = now };

    private static DateTimeOffset? DeadlineOf(JobView job, JobStatus status, JobEnd? end, DateTimeOffset now) =>
        end is null && !job.IsSuspended && status.StartedAt + job.ActiveDeadline is { } at && at > now ? at : null;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;
}
