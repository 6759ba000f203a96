using Fairway.Kube;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Scheduling.Queues;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>
/// What the scheduler knows: the cluster, the pods that wait, and what it has decided that is not done yet. Decisions
/// are made apart, on an immutable snapshot. Safe for threads.
/// </summary>
internal sealed class Scheduler(TimeProvider time, Random chance)
{
    private readonly Lock gate = new();
    private readonly ClusterModel model = new();
    private readonly SchedulingQueue queue = new();
    private readonly SortedDictionary<ObjectKey, (Placement Placement, QueuedPod Pod)> outgoing = new(ByText);
    private DateTimeOffset promised = DateTimeOffset.MaxValue;
    private int start;

    private static IComparer<ObjectKey> ByText { get; } = Comparer<ObjectKey>.Create(static (left, right) =>
        string.CompareOrdinal(left.Namespace, right.Namespace) is not 0 and var order
            ? order
            : string.CompareOrdinal(left.Name, right.Name));

    /// <summary>Told when there is a pod to be tried.</summary>
    public Action Woken { get; set; } = static () => { };

    /// <summary>Told which pod something is to be done for.</summary>
    public Action<ObjectKey> Decided { get; set; } = static _ => { };

    /// <summary>The pods for which something is to be done.</summary>
    public IReadOnlyList<ObjectKey> Undone
    {
        get
        {
            lock (gate)
            {
                return [.. outgoing.Keys];
            }
        }
    }

    /// <summary>Changes what is known, and wakes whom it helps.</summary>
    public void Learn(Action<ClusterModel, SchedulingQueue> change)
    {
        bool isWoken;
        lock (gate)
        {
            change(model, queue);
            isWoken = queue.HasActive || queue.NextDue < promised;
        }

        if (isWoken)
        {
            Woken();
        }
    }

    /// <summary>The pod to be tried next; null where none is to be now.</summary>
    public QueuedPod? Take()
    {
        lock (gate)
        {
            var pod = queue.Take(time.GetUtcNow());
            promised = pod is null ? queue.NextDue ?? DateTimeOffset.MaxValue : promised;
            return pod;
        }
    }

    /// <summary>When a pod comes to be tried by itself; null where none does.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (gate)
            {
                return queue.NextDue;
            }
        }
    }

    /// <summary>The state on which a pod is decided.</summary>
    public SchedulingAttempt Begin(QueuedPod pod, LabelSelector? siblings)
    {
        lock (gate)
        {
            var info = pod.Info;
            var cluster = model.Prepare(
                PodQuestions.Matchers(info, siblings),
                PodQuestions.Keys(info, model.Now, siblings),
                ordered: info.PinnedTo is null);
            return new SchedulingAttempt(info, cluster)
            {
                Start = start,
                Draw = (uint)chance.NextInt64(uint.MaxValue),
                Siblings = siblings,
            };
        }
    }

    /// <summary>Takes a decision: it counts from now on, and is to be carried out.</summary>
    public void Accept(QueuedPod pod, SchedulingPlan plan)
    {
        var key = plan.Placement.Pod.Meta.Key;
        bool isToDo;
        lock (gate)
        {
            start = model.Now.Count == 0 ? 0 : (start + plan.Examined) % model.Now.Count;
            isToDo = ReferenceEquals(queue.Find(key), pod) && Assume(pod, plan.Placement);
            if (isToDo)
            {
                outgoing[key] = (plan.Placement, pod);
            }
        }

        if (isToDo)
        {
            Decided(key);
        }
    }

    /// <summary>What is to be done for a pod; null where nothing is.</summary>
    public Placement? Find(ObjectKey key)
    {
        lock (gate)
        {
            return outgoing.TryGetValue(key, out var found) ? found.Placement : null;
        }
    }

    /// <summary>It was done.</summary>
    public void Done(Placement placement) => Close(placement, (_, queue, pod) =>
    {
        if (placement is Placement.Preempt && ReferenceEquals(queue.Find(pod.Info.Meta.Key), pod))
        {
            queue.Release(pod, time.GetUtcNow());
        }
    });

    /// <summary>It could not be done: the decision is taken back, and the pod tried again later. What only tells why a
    /// pod waits is told again instead, as long as it waits.</summary>
    public void Failed(Placement placement)
    {
        if (placement is not Placement.Refuse || !Waits(placement.Pod))
        {
            Close(placement, (model, queue, pod) => TakeBack(model, queue, pod, placement));
        }
    }

    private bool Waits(PodView pod)
    {
        lock (gate)
        {
            return queue.Find(pod.Meta.Key)?.Info.Meta.Uid == pod.Meta.Uid;
        }
    }

    private void Close(Placement placement, Action<ClusterModel, SchedulingQueue, QueuedPod> close) =>
        Learn((model, queue) =>
        {
            var key = placement.Pod.Meta.Key;
            if (outgoing.TryGetValue(key, out var open) && ReferenceEquals(open.Placement, placement))
            {
                outgoing.Remove(key);
                close(model, queue, open.Pod);
            }
        });

    private void TakeBack(ClusterModel known, SchedulingQueue waiting, QueuedPod pod, Placement placement)
    {
        // Once the cache shows the pod on its node, or gone, it is in the queue no more: then there is nothing to undo.
        if (!ReferenceEquals(waiting.Find(placement.Pod.Meta.Key), pod))
        {
            return;
        }

        if (placement is Placement.Bind && known.Displace(placement.Pod.Meta.Uid) is { } freed)
        {
            waiting.Tell(new ClusterChange.Departure(freed), time.GetUtcNow());
        }

        waiting.Retreat(pod, time.GetUtcNow());
    }

    private bool Assume(QueuedPod pod, Placement placement)
    {
        var now = time.GetUtcNow();
        switch (placement)
        {
            case Placement.Bind bind:
                model.Place(bind.Node, pod.Info);
                queue.Bind(pod, now);
                return true;
            case Placement.Preempt preempt:
                model.Nominate(preempt.Node, pod.Info);
                SchedulingQueue.Hold(pod, preempt.By, now);
                return true;
            case Placement.Refuse refuse:
                model.Nominate(refuse.GivesUpNode ? null : pod.Info.View.NominatedNode, pod.Info);
                queue.Fail(pod, refuse.By, now);
                return !refuse.IsTold;
            default:
                throw new ArgumentOutOfRangeException(nameof(placement), placement, "an unknown decision");
        }
    }
}
