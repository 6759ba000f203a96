using Fairway.Api.Rollouts;
using Fairway.Rollouts.Drivers;
using Fairway.Rollouts.Sights;

namespace Fairway.Rollouts.Planning;

/// <summary>A Rollout whose workload is there: what follows from the observation, computed once.</summary>
internal sealed class RolloutDraft
{
    private static readonly RolloutPace UsualPace = new();

    public RolloutDraft(RolloutObservation seen, IRolloutDriver driver, WorkloadSight workload)
    {
        Seen = seen;
        Driver = driver;
        Workload = workload;
        Before = Previous(seen.Rollout);
        Began = Before?.Began ?? seen.Now;
        var isBrought = Spec.Generation is { } wanted && workload.Generation >= wanted;
        Template = Before?.Template ?? (isBrought ? workload.Template : null);
        Revision = Before?.Revision ?? (isBrought && IsObserved ? workload.UpdateRevision : null);
        Reached = CountReached();
    }

    public RolloutObservation Seen { get; }

    public RolloutSpec Spec => Seen.Rollout.Spec;

    public IRolloutDriver Driver { get; }

    public WorkloadSight Workload { get; }

    /// <summary>The status of this same change; null where nothing was said of it yet.</summary>
    public RolloutStatus? Before { get; }

    public DateTimeOffset Began { get; }

    /// <summary>Digest of the template that is to be rolled out; null until it was brought.</summary>
    public string? Template { get; }

    /// <summary>The revision that is to be rolled out; null until its controller has named it.</summary>
    public string? Revision { get; }

    /// <summary>The last step whose replicas are all at the revision and ready; -1 for none.</summary>
    public int Reached { get; }

    public int Last => Spec.Steps.Count - 1;

    public int Permitted => Spec.PermittedThrough;

    public RolloutPace Pace => Spec.Pace ?? UsualPace;

    /// <summary>When the permit lapses; null where it has.</summary>
    public DateTimeOffset? PermitEnd => IsPermitLive ? Spec.PermitUntil : null;

    public bool IsPermitLive => Spec.PermitUntil is { } until && Seen.Now < until;

    /// <summary>The workload's controller has seen the configuration that was brought.</summary>
    public bool IsObserved =>
        Spec.Generation is { } wanted && Workload.Generation >= wanted && Workload.ObservedGeneration >= wanted;

    /// <summary>The workload was created by this change: it has nothing old. One that was there before it has a later
    /// generation, if only by the brake.</summary>
    public bool IsBorn => Spec.Generation == 1;

    /// <summary>The template, or the revision that is made of it, is not the one that was brought.</summary>
    public bool IsReplaced
    {
        get
        {
            var isSettled = Workload.ObservedGeneration >= Workload.Generation && Workload.UpdateRevision is not null;
            var isSameRevision = isSettled && Revision is not null && Workload.UpdateRevision == Revision;
            var isOtherRevision = isSettled && Revision is not null && Workload.UpdateRevision != Revision;
            return isOtherRevision || (Template is not null && Workload.Template != Template && !isSameRevision);
        }
    }

    /// <summary>Where nothing more is replaced, and nothing taken back.</summary>
    public int Frozen => Math.Max(Workload.Partition, Driver.FrozenAt(Workload, Revision));

    /// <summary>The partition for the step that is to be reached next. Steps are taken one at a time, but for those
    /// that an old replica blocks which a later one mends; and a partition that is already within what is permitted is
    /// not raised again.</summary>
    public int Going
    {
        get
        {
            var least = PartitionOf(Permitted);
            var step = Math.Min(Permitted, Reached + 1);
            while (step < Permitted && IsBlockedAt(step))
            {
                step++;
            }

            var next = Math.Max(least, PartitionOf(step));
            return Math.Max(least, Math.Min(Workload.Partition, next));
        }
    }

    /// <summary>The first replica that is not ready; null where all are.</summary>
    public ReplicaSight? Unready => field ??= Workload.Pods.Those(pod => pod is { IsReady: false, IsDeleting: false })
        .OrderBy(pod => pod.Place).ThenBy(pod => pod.Name, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Whether what blocks is outside of all that is permitted.</summary>
    public bool IsBlocked => Permitted >= 0 && IsBlockedAt(Permitted);

    public int PartitionOf(int step) => Driver.PartitionOf(Spec.Steps[step], Workload.Replicas);

    /// <summary>Whether an old replica outside of a step keeps an ordered workload's controller from making any other,
    /// and would come back as it is.</summary>
    private bool IsBlockedAt(int step) => Workload.IsOrdered
        && Unready is { } pod
        && pod.Revision != Revision
        && pod.Revision == Workload.HeldRevision
        && pod.Place < PartitionOf(step);

    private static RolloutStatus? Previous(Rollout rollout) =>
        rollout.Status is { } status && status.Change == rollout.Spec.Change ? status : null;

    private int CountReached()
    {
        var reached = -1;
        while (IsObserved && reached < Permitted
            && Driver.HasReached(Workload, Revision, PartitionOf(reached + 1)))
        {
            reached++;
        }

        return reached;
    }
}
