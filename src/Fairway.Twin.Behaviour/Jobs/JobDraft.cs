using System.Collections.Immutable;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Twin.Behaviour.Jobs;

/// <summary>The counts of a Job: what its status says, and what has ended since.</summary>
internal sealed class JobDraft
{
    public JobDraft(JobObservation seen, IEnumerable<PodView> owned)
    {
        Job = seen.Job;
        Now = seen.Now;
        Pods = [.. owned.Select(p => JobPod.Of(p, Job, seen.SeenFailed.GetValueOrDefault(p.Meta.Uid, Now)))];
        Active = [.. Pods.Where(p => p.Pod.IsActive)];
        Ready = Active.Count(p => p.Pod.IsReady);
        Terminating = Pods.Count(p => p.IsTerminating);
        var status = Job.Status;
        var succeeded = Fresh(status.UncountedSucceeded).Count(p => p.IsSucceeded);
        Failed = status.Failed + status.UncountedFailed.Length
            + Fresh(status.UncountedFailed).Count(p => p.IsFailed && Counts(p));
        PreviousIndexes = IndexSet.Parse(Job.IsIndexed ? status.CompletedIndexes : null, Job.Indexes);
        SucceededIndexes = PreviousIndexes.With(IndexesOf(p => p.IsSucceeded));
        Succeeded = Job.IsIndexed
            ? SucceededIndexes.Count
            : status.Succeeded + status.UncountedSucceeded.Length + succeeded;
        if (Job is { IsIndexed: true, BackoffLimitPerIndex: { } limit })
        {
            FailedIndexes = IndexSet.Parse(status.FailedIndexes, Job.Indexes)
                .With(IndexesOf(p => FailsIndex(p, limit)));
            Delayed = DelayedPods();
        }
    }

    public JobView Job { get; }

    public DateTimeOffset Now { get; }

    public ImmutableArray<JobPod> Pods { get; }

    public ImmutableArray<JobPod> Active { get; }

    public int Ready { get; }

    public int Terminating { get; }

    public int Succeeded { get; }

    public int Failed { get; }

    /// <summary>The indexes that the status says are completed.</summary>
    public IndexSet PreviousIndexes { get; }

    /// <summary>The same with those of pods that have ended since.</summary>
    public IndexSet SucceededIndexes { get; }

    /// <summary>Null where indexes have no limit of their own.</summary>
    public IndexSet? FailedIndexes { get; }

    /// <summary>The last failed pod of each index that waits for its replacement: its count of failures goes on to
    /// that.</summary>
    public ImmutableSortedDictionary<int, JobPod> Delayed { get; } = ImmutableSortedDictionary<int, JobPod>.Empty;

    /// <summary>Pods that are not counted yet; of an indexed Job those with an index in its range.</summary>
    public IEnumerable<JobPod> Tracked => Pods.Where(p => p.IsTracked && HasIndex(p));

    public bool HasIndex(JobPod pod) => !Job.IsIndexed || pod.Index < Job.Indexes;

    /// <summary>True where the pod's failure counts towards the limits.</summary>
    public bool Counts(JobPod pod) =>
        Job.FailureRules is not { } rules || FailurePolicy.Counts(rules, pod.Pod);

    private IEnumerable<int> IndexesOf(Func<JobPod, bool> which) =>
        Job.IsIndexed ? Tracked.Where(which).Select(p => p.Index).OfType<int>() : [];

    private IEnumerable<JobPod> Fresh(ImmutableArray<string> uncounted) =>
        Tracked.Where(p => !uncounted.Contains(p.Uid));

    private bool FailsIndex(JobPod pod, int limit)
    {
        if (!pod.IsFailed)
        {
            return false;
        }

        var match = Job.FailureRules is { } rules ? FailurePolicy.Match(rules, pod.Pod) : null;
        return match is { Action: FailurePolicy.FailIndex } || (Counts(pod) && pod.IndexFailures >= limit);
    }

    private ImmutableSortedDictionary<int, JobPod> DelayedPods()
    {
        var running = IndexSet.Of(Active.Select(p => p.Index).OfType<int>());
        return Tracked
            .Where(p => p.IsFailed && p.Index is { } index && !SucceededIndexes.Has(index)
                && !FailedIndexes!.Has(index) && !running.Has(index))
            .GroupBy(p => p.Index!.Value)
            .ToImmutableSortedDictionary(g => g.Key, g => g
                .OrderBy(p => p.IndexFailures + p.IndexIgnoredFailures)
                .ThenBy(p => p.FinishedAt)
                .Last());
    }
}
