using Fairway.Kube.Pods.Objects;

namespace Fairway.Workloads.CloneSets;

/// <summary>What a CloneSet says about how many pods there may be, and of which revision.</summary>
internal sealed record ReplicaPolicy(int Replicas)
{
    /// <summary>How many pods stay at the old revision.</summary>
    public IntOrPercent Partition { get; init; }

    /// <summary>How many pods may be unavailable by our doing.</summary>
    public IntOrPercent MaxUnavailable { get; init; } = IntOrPercent.Percent(20);

    /// <summary>How many pods there may be beyond the replicas while some are replaced.</summary>
    public IntOrPercent MaxSurge { get; init; }

    /// <summary>Nothing is updated, and nothing goes beyond the replicas.</summary>
    public bool Paused { get; init; }

    /// <summary>How many pods may be unavailable for others to be created; null: any number.</summary>
    public IntOrPercent? ScaleMaxUnavailable { get; init; }

    /// <summary>Pods that prepare to be deleted do not count when the set is scaled.</summary>
    public bool ExcludePreparingDelete { get; init; }

    /// <summary>Raising the partition brings pods back to the old revision; as OpenKruise's gate
    /// CloneSetPartitionRollback.</summary>
    public bool PartitionRollsBack { get; init; }

    /// <summary>Counts ready pods against the limit as OpenKruise 1.9 does, so that deletions of pods that are marked
    /// and unavailable may take more available pods than <see cref="MaxUnavailable"/> says.</summary>
    public bool KruiseExact { get; init; }

    /// <summary>
    /// The partition as a number of pods: shares are rounded up, so that more than 0 % keeps a pod; and less than 100 %
    /// of several pods leaves one to be updated (OpenKruise, pkg/util/tools.go, CalculatePartitionReplicas).
    /// </summary>
    public int PartitionReplicas
    {
        get
        {
            var count = Math.Min(Partition.RoundUp(Replicas), Replicas);
            var isAlmostAll = Partition is { IsPercent: true, Value: < 100 } && Replicas > 1 && count == Replicas;
            return isAlmostAll ? Replicas - 1 : count;
        }
    }

    /// <summary>The surge as a number of pods.</summary>
    public int Surge => Paused ? 0 : MaxSurge.RoundUp(Replicas);

    /// <summary>The unavailable pods as a number: rounded up where nothing surges, for something must go on.</summary>
    public int Unavailable => Surge == 0
        ? MaxUnavailable.RoundUp(Replicas)
        : MaxUnavailable.RoundDown(Replicas);

    /// <summary>The unavailable pods beyond which none is created.</summary>
    public int ScaleUnavailable => ScaleMaxUnavailable is { } limit ? limit.RoundUp(Replicas) : int.MaxValue;
}
