using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>
/// Counts pods that have ended, each once, whatever dies in between: first their uids go into the status, then they
/// lose their finalizer, then they become numbers.
/// </summary>
internal static class JobTracking
{
    /// <summary>The most uids in a status.</summary>
    public const int MostUncounted = 500;

    /// <summary>The status that lists what has ended, and the pods whose finalizer may then go.</summary>
    public static (JobStatus Status, ImmutableArray<JobPod> Ended, bool IsAll) List(
        JobDraft draft, JobStatus status, JobEnd? end)
    {
        var tracked = draft.Pods.Where(p => p.IsTracked).ToArray();
        status = Settle(status, [.. tracked.Select(p => p.Uid)]);
        var ended = ImmutableArray.CreateBuilder<JobPod>();
        var indexes = new List<int>();
        foreach (var pod in draft.Job.IsIndexed ? [.. tracked.OrderBy(p => p.Index ?? -1)] : tracked)
        {
            if (!MayGo(draft, pod, end))
            {
                continue;
            }

            ended.Add(pod);
            status = Listed(draft, status, pod, end, indexes);
            if (indexes.Count + status.UncountedSucceeded.Length + status.UncountedFailed.Length >= MostUncounted)
            {
                return (Indexed(draft, status), ended.ToImmutable(), false);
            }
        }

        return (Indexed(draft, status), ended.ToImmutable(), true);
    }

    /// <summary>Turns listed uids whose pods are not tracked any more into numbers.</summary>
    public static JobStatus Settle(JobStatus status, ImmutableHashSet<string> tracked)
    {
        var succeeded = status.UncountedSucceeded.RemoveAll(uid => !tracked.Contains(uid));
        var failed = status.UncountedFailed.RemoveAll(uid => !tracked.Contains(uid));
        return status with
        {
            Succeeded = status.Succeeded + status.UncountedSucceeded.Length - succeeded.Length,
            Failed = status.Failed + status.UncountedFailed.Length - failed.Length,
            UncountedSucceeded = succeeded,
            UncountedFailed = failed,
        };
    }

    private static bool MayGo(JobDraft draft, JobPod pod, JobEnd? end)
    {
        if (draft.Job.Meta.IsDeleting || end is not null || pod.IsSucceeded)
        {
            return true;
        }

        var awaited = pod.Index is { } index && draft.Delayed.TryGetValue(index, out var last) && last.Uid == pod.Uid;
        return pod.IsFailed && !awaited;
    }

    private static JobStatus Listed(
        JobDraft draft, JobStatus status, JobPod pod, JobEnd? end, List<int> indexes)
    {
        if (pod.IsSucceeded && !status.UncountedFailed.Contains(pod.Uid))
        {
            if (draft.Job.IsIndexed)
            {
                if (draft.HasIndex(pod) && !draft.PreviousIndexes.Has(pod.Index!.Value))
                {
                    indexes.Add(pod.Index.Value);
                }

                return status;
            }

            return status.UncountedSucceeded.Contains(pod.Uid)
                ? status
                : status with { UncountedSucceeded = status.UncountedSucceeded.Add(pod.Uid) };
        }

        var failed = pod.IsFailed || end is { Succeeds: false };
        return failed && draft.HasIndex(pod) && draft.Counts(pod) && !status.UncountedFailed.Contains(pod.Uid)
            ? status with { UncountedFailed = status.UncountedFailed.Add(pod.Uid) }
            : status;
    }

    private static JobStatus Indexed(JobDraft draft, JobStatus status) => !draft.Job.IsIndexed
        ? status
        : status with
        {
            Succeeded = draft.SucceededIndexes.Count,
            CompletedIndexes = draft.SucceededIndexes.ToString(),
            FailedIndexes = draft.FailedIndexes?.ToString(),
        };
}
