using Fairway.Twin.Behaviour.Scheduling.Filters;
using Fairway.Twin.Behaviour.Scheduling.Snapshots;

namespace Fairway.Twin.Behaviour.Scheduling.Queues;

/// <summary>Where a pod without a node is on its way.</summary>
internal enum QueuedState
{
    /// <summary>It has scheduling gates.</summary>
    Gated,

    /// <summary>It is to be tried.</summary>
    Active,

    /// <summary>It is to be tried when its back-off is over.</summary>
    BackingOff,

    /// <summary>No node takes it; something must change first.</summary>
    Unschedulable,

    /// <summary>It is being tried, or a node is being cleared for it.</summary>
    InFlight,

    /// <summary>It is being bound to a node.</summary>
    Binding,
}

/// <summary>A pod that waits for a node.</summary>
internal sealed class QueuedPod(PodInfo info, long number)
{
    public PodInfo Info { get; set; } = info;

    /// <summary>Orders pods that are equal otherwise by when they came.</summary>
    public long Number { get; } = number;

    public QueuedState State { get; set; }

    /// <summary>Since when it is in this state.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>When the next try may begin.</summary>
    public DateTimeOffset BackoffEnd { get; set; }

    /// <summary>Tries that have failed.</summary>
    public int Failures { get; set; }

    /// <summary>What kept it from nodes at the last try.</summary>
    public RejectedBy By { get; set; }

    /// <summary>True where a change that may help came while it was in flight.</summary>
    public bool WasHelped { get; set; }

    /// <summary>The most important first, then the one that has waited longest.</summary>
    public static IComparer<QueuedPod> ByImportance { get; } = Comparer<QueuedPod>.Create(static (left, right) =>
        (right.Info.Priority, left.Since, left.Number).CompareTo((left.Info.Priority, right.Since, right.Number)));

    public static IComparer<QueuedPod> ByBackoff { get; } = Comparer<QueuedPod>.Create(static (left, right) =>
        (left.BackoffEnd, left.Number).CompareTo((right.BackoffEnd, right.Number)));

    public static IComparer<QueuedPod> ByAge { get; } = Comparer<QueuedPod>.Create(static (left, right) =>
        (left.Since, left.Number).CompareTo((right.Since, right.Number)));
}
