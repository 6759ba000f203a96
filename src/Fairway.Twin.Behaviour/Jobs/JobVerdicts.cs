using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>Whether a Job ends, though pods may still run. Reasons and messages are those of a real cluster.</summary>
internal static class JobVerdicts
{
    public static JobEnd Completed { get; } =
        new(true, "CompletionsReached", "Reached expected number of succeeded pods");

    public static JobEnd? Of(JobDraft draft) =>
        Announced(draft.Job.Status) ?? ByFailurePolicy(draft) ?? ByLimits(draft) ?? ByIndexes(draft)
            ?? BySuccessPolicy(draft);

    // What was announced once is not decided again.
    private static JobEnd? Announced(JobStatus status)
    {
        if (status.Find(JobNames.SuccessCriteriaMet) is { Status: "True" } met)
        {
            return new JobEnd(true, met.Reason, met.Message);
        }

        return status.Find(JobNames.FailureTarget) is { Status: "True" } target
            ? new JobEnd(false, target.Reason, target.Message)
            : null;
    }

    private static JobEnd? ByFailurePolicy(JobDraft draft)
    {
        if (draft.Job.FailureRules is not { } rules)
        {
            return null;
        }

        foreach (var pod in draft.Pods.Where(p => p.IsFailed))
        {
            if (FailurePolicy.Match(rules, pod.Pod) is { Action: FailurePolicy.FailJob } match)
            {
                return new JobEnd(false, "PodFailurePolicy", match.Message);
            }
        }

        return null;
    }

    private static JobEnd? ByLimits(JobDraft draft)
    {
        var job = draft.Job;
        if (draft.Failed > job.BackoffLimit || IsPastRestarts(draft))
        {
            return new JobEnd(false, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        }

        var started = job.Status.StartedAt ?? draft.Now;
        return !job.IsSuspended && job.ActiveDeadline is { } limit && draft.Now - started >= limit
            ? new JobEnd(false, "DeadlineExceeded", "Job was active longer than specified deadline")
            : null;
    }

    // Containers that restart in place count too.
    private static bool IsPastRestarts(JobDraft draft)
    {
        if (!draft.Job.RestartsOnFailure)
        {
            return false;
        }

        var restarts = draft.Pods
            .Where(p => p.Pod.Phase is PodPhase.Running or PodPhase.Pending)
            .Sum(p => p.Pod.Containers.Concat(p.Pod.InitContainers).Sum(c => c.RestartCount));
        return draft.Job.BackoffLimit == 0 ? restarts > 0 : restarts >= draft.Job.BackoffLimit;
    }

    private static JobEnd? ByIndexes(JobDraft draft)
    {
        if (draft.FailedIndexes is not { Count: > 0 } failed)
        {
            return null;
        }

        if (draft.Job.MaxFailedIndexes is { } most && failed.Count > most)
        {
            return new JobEnd(
                false, "MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes");
        }

        return failed.Count + draft.SucceededIndexes.Count >= draft.Job.Indexes
            ? new JobEnd(false, "FailedIndexes", "Job has failed indexes")
            : null;
    }

    private static JobEnd? BySuccessPolicy(JobDraft draft) =>
        draft.Job.IsIndexed
        && SuccessRule.Match(draft.Job.SuccessRules, draft.SucceededIndexes, draft.Job.Indexes) is { } message
            ? new JobEnd(true, "SuccessPolicy", message)
            : null;
}
