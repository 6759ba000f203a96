using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Planning;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>Makes and deletes the pods of a Job.</summary>
internal static class JobScaling
{
    /// <summary>The most pods that one plan makes or deletes.</summary>
    public const int Burst = 500;

    /// <summary>What is done while the Job goes on.</summary>
    public static JobChanges Keep(JobDraft draft, OwnerReference owner)
    {
        var job = draft.Job;
        var active = draft.Active.Length;
        var wanted = job.IsSuspended ? 0 : Wanted(draft);
        var removed = TooMany(draft, Math.Max(0, active - wanted), job.IsSuspended);
        if (!removed.IsEmpty || job.IsSuspended)
        {
            return Without(draft, removed, keepTracked: false);
        }

        var waiting = job.ReplacesFailedOnly ? draft.Terminating : 0;
        var missing = Math.Min(wanted - waiting - active, Burst);
        return missing > 0
            ? Create(draft, owner, missing)
            : new JobChanges([], active, draft.Ready, draft.Terminating);
    }

    /// <summary>The Job ends: its pods go, and are counted before.</summary>
    public static JobChanges End(JobDraft draft) => Without(draft, draft.Active, keepTracked: true);

    private static int Wanted(JobDraft draft)
    {
        var job = draft.Job;
        if (job.Completions is { } completions)
        {
            return Math.Clamp(completions - draft.Succeeded, 0, job.Parallelism);
        }

        // After the first success nothing new begins, and what runs may end.
        return draft.Succeeded > 0 ? draft.Active.Length : job.Parallelism;
    }

    private static JobChanges Create(JobDraft draft, OwnerReference owner, int missing)
    {
        var job = draft.Job;
        var active = draft.Active.Length;
        if (job.BackoffLimitPerIndex is null && JobBackoff.NextAt(draft) is { } at)
        {
            return new JobChanges([], active, draft.Ready, draft.Terminating) { LookAgainAt = at };
        }

        int?[] indexes = job.IsIndexed
            ? [.. Pending(draft, missing)]
            : [.. Enumerable.Repeat<int?>(null, missing)];
        var held = indexes
            .Select(i => i is { } index && draft.Delayed.TryGetValue(index, out var failed)
                ? (Index: i, At: JobBackoff.NextAt(failed, draft.Now))
                : (Index: i, At: null))
            .ToArray();
        ImmutableArray<WorkloadAction> made =
            [.. held.Where(h => h.At is null).Select(h => JobPodBody.Of(draft, owner, h.Index))];
        return new JobChanges(made, active + made.Length, draft.Ready, draft.Terminating)
        {
            LookAgainAt = held.Min(h => h.At),
        };
    }

    private static IEnumerable<int?> Pending(JobDraft draft, int count)
    {
        var taken = draft.SucceededIndexes.With(draft.Active.Select(p => p.Index).OfType<int>());
        if (draft.Job.ReplacesFailedOnly)
        {
            taken = taken.With(draft.Pods.Where(p => p.IsTerminating).Select(p => p.Index).OfType<int>());
        }

        return taken.With(Enumerable.Range(0, draft.Job.Indexes).Where(i => draft.FailedIndexes?.Has(i) ?? false))
            .FirstMissing(count, draft.Job.Indexes)
            .Select(i => (int?)i);
    }

    private static ImmutableArray<JobPod> TooMany(JobDraft draft, int atLeast, bool all)
    {
        var twice = draft.Job.IsIndexed ? Repeated(draft) : [];
        var left = draft.Active.Except(twice);
        var first = DeletionRank.First(Math.Max(0, atLeast - twice.Length), left.Select(p => p.Pod))
            .Select(p => p.Meta.Uid)
            .ToHashSet();
        ImmutableArray<JobPod> chosen = [.. twice, .. draft.Active.Where(p => first.Contains(p.Uid))];
        return all ? chosen : [.. chosen.Take(Burst)];
    }

    // Of an index one pod stays, and a pod without an index in range is none of the Job's work.
    private static ImmutableArray<JobPod> Repeated(JobDraft draft) =>
    [
        .. draft.Active.GroupBy(p => draft.HasIndex(p) ? p.Index : null)
            .SelectMany(g => g.Key is null
                ? g
                : DeletionRank.First(g.Count() - 1, g.Select(p => p.Pod))
                    .Select(p => g.First(one => one.Uid == p.Meta.Uid))),
    ];

    private static JobChanges Without(JobDraft draft, ImmutableArray<JobPod> removed, bool keepTracked)
    {
        const string reason = "more pods than wanted";
        var actions = removed.SelectMany<JobPod, WorkloadAction>(p => keepTracked || !p.IsTracked
            ? [new WorkloadAction.Delete(ChildKind.Pod, p.Pod.Meta, reason)]
            :
            [
                new WorkloadAction.Untrack(p.Pod.Meta, JobNames.TrackingFinalizer, reason),
                new WorkloadAction.Delete(ChildKind.Pod, p.Pod.Meta, reason),
            ]);
        return new JobChanges(
            [.. actions],
            draft.Active.Length - removed.Length,
            draft.Ready - removed.Count(p => p.Pod.IsReady),
            draft.Terminating + removed.Length);
    }
}
