using Fairway.Kube;
using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Queues;

/// <summary>
/// The pods that wait for a node: to be tried, backing off, or until something changes. Who fails waits a second, then
/// twice as long each time, up to ten; whom nothing has helped for five minutes is tried all the same. The owner locks.
/// </summary>
internal sealed class SchedulingQueue
{
    private const RejectedBy Anything = (RejectedBy)~0;

    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly Dictionary<ObjectKey, QueuedPod> pods = [];
    private readonly SortedSet<QueuedPod> active = new(QueuedPod.ByImportance);
    private readonly SortedSet<QueuedPod> backingOff = new(QueuedPod.ByBackoff);
    private readonly SortedSet<QueuedPod> unschedulable = new(QueuedPod.ByAge);
    private readonly SortedSet<QueuedPod> inFlight = new(QueuedPod.ByAge);
    private long numbers;

    /// <summary>True where a pod can be tried at once.</summary>
    public bool HasActive => active.Count > 0;

    /// <summary>When the next pod comes to be tried by itself; null where none does.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            var backoff = backingOff.Min?.BackoffEnd;
            var flush = unschedulable.Min?.Since + LongestWait;
            return backoff is null || flush < backoff ? flush ?? backoff : backoff;
        }
    }

    public QueuedPod? Find(ObjectKey key) => pods.GetValueOrDefault(key);

    /// <summary>Adds a pod, or takes its new state; <paramref name="isOther"/> where what scheduling looks at is not
    /// as it was.</summary>
    public void Put(PodInfo info, bool isOther, DateTimeOffset now)
    {
        var isGated = info.View.Spec.HasSchedulingGates;
        if (!pods.TryGetValue(info.Meta.Key, out var pod) || pod.Info.Meta.Uid != info.Meta.Uid)
        {
            Remove(info.Meta.Key);
            pods[info.Meta.Key] = pod = new QueuedPod(info, numbers++);
            Move(pod, isGated ? QueuedState.Gated : QueuedState.Active, now);
            return;
        }

        // The sets are ordered by what is in the pod.
        SetOf(pod.State)?.Remove(pod);
        pod.Info = info;
        SetOf(pod.State)?.Add(pod);
        if (pod.State == QueuedState.Gated && !isGated)
        {
            Move(pod, QueuedState.Active, now);
        }
        else if (isOther)
        {
            Retry(pod, now);
        }
    }

    public void Remove(ObjectKey key)
    {
        if (pods.Remove(key, out var pod))
        {
            SetOf(pod.State)?.Remove(pod);
        }
    }

    /// <summary>The next pod to be tried, which is in flight then; null where there is none now.</summary>
    public QueuedPod? Take(DateTimeOffset now)
    {
        Wake(now);
        if (active.Min is not { } pod)
        {
            return null;
        }

        pod.WasHelped = false;
        pod.By = Anything;
        Move(pod, QueuedState.InFlight, now);
        return pod;
    }

    /// <summary>A node took the pod, which leaves the queue once its binding shows.</summary>
    public void Bind(QueuedPod pod, DateTimeOffset now) => Move(pod, QueuedState.Binding, now);

    /// <summary>No node took the pod.</summary>
    public void Fail(QueuedPod pod, RejectedBy by, DateTimeOffset now)
    {
        Failed(pod, by, now);
        Move(pod, pod.WasHelped ? QueuedState.BackingOff : QueuedState.Unschedulable, now);
    }

    /// <summary>The pod stays in flight until <see cref="Release"/>: somebody acts for it.</summary>
    public static void Hold(QueuedPod pod, RejectedBy by, DateTimeOffset now) => Failed(pod, by, now);

    /// <summary>Who acted for the pod is done: it waits for a change, unless one has come meanwhile.</summary>
    public void Release(QueuedPod pod, DateTimeOffset now) =>
        Move(pod, pod.WasHelped ? QueuedState.BackingOff : QueuedState.Unschedulable, now);

    /// <summary>What was decided could not be done: the pod is tried again after its back-off.</summary>
    public void Retreat(QueuedPod pod, DateTimeOffset now)
    {
        Failed(pod, pod.By, now);
        Move(pod, QueuedState.BackingOff, now);
    }

    /// <summary>Wakes the pods that a change may help.</summary>
    public void Tell(ClusterChange change, DateTimeOffset now)
    {
        foreach (var pod in unschedulable.Where(p => QueueingHints.MayHelp(p.Info, p.By, change)).ToArray())
        {
            Retry(pod, now);
        }

        foreach (var pod in inFlight)
        {
            pod.WasHelped |= QueueingHints.MayHelp(pod.Info, pod.By, change);
        }
    }

    private static void Failed(QueuedPod pod, RejectedBy by, DateTimeOffset now)
    {
        var delay = FirstBackoff * Math.Pow(2, Math.Min(pod.Failures, 10));
        pod.Failures++;
        pod.By = by;
        pod.BackoffEnd = now + (delay < LongestBackoff ? delay : LongestBackoff);
    }

    private void Wake(DateTimeOffset now)
    {
        while (backingOff.Min is { } pod && pod.BackoffEnd <= now)
        {
            Move(pod, QueuedState.Active, now);
        }

        while (unschedulable.Min is { } pod && pod.Since + LongestWait <= now)
        {
            Retry(pod, now);
        }
    }

    private void Retry(QueuedPod pod, DateTimeOffset now)
    {
        switch (pod.State)
        {
            case QueuedState.Unschedulable:
                Move(pod, pod.BackoffEnd > now ? QueuedState.BackingOff : QueuedState.Active, now);
                break;
            case QueuedState.InFlight:
                pod.WasHelped = true;
                break;
            default:
                break;
        }
    }

    private void Move(QueuedPod pod, QueuedState state, DateTimeOffset now)
    {
        SetOf(pod.State)?.Remove(pod);
        pod.State = state;
        pod.Since = now;
        SetOf(state)?.Add(pod);
    }

    private SortedSet<QueuedPod>? SetOf(QueuedState state) => state switch
    {
        QueuedState.Active => active,
        QueuedState.BackingOff => backingOff,
        QueuedState.Unschedulable => unschedulable,
        QueuedState.InFlight => inFlight,
        _ => null,
    };
}
