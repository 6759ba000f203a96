namespace Fairway.Workloads.CloneSets;

/// <summary>How many pods of a CloneSet are to come, to go and to change, as far as numbers alone decide.</summary>
internal readonly record struct ReplicaNumbers
{
    /// <summary>Pods to create.</summary>
    public int ScaleUp { get; init; }

    /// <summary>Of those, how many at the old revision come first; may be more than <see cref="ScaleUp"/>.</summary>
    public int ScaleUpOld { get; init; }

    /// <summary>How many may be created now, for others are unavailable.</summary>
    public int ScaleUpLimit { get; init; }

    /// <summary>Pods to delete beside those that are marked.</summary>
    public int ScaleDown { get; init; }

    /// <summary>Of those, how many of the old revision go first; may be more than <see cref="ScaleDown"/>.</summary>
    public int ScaleDownOld { get; init; }

    /// <summary>How many available pods may be deleted now.</summary>
    public int DeleteReadyLimit { get; init; }

    /// <summary>How many pods there may be beyond the replicas now.</summary>
    public int Surge { get; init; }

    /// <summary>Of those, how many of the old revision.</summary>
    public int SurgeOld { get; init; }

    /// <summary>Pods to bring to the new revision; negative: back to the old one.</summary>
    public int Update { get; init; }

    /// <summary>How many pods may be unavailable while pods are updated.</summary>
    public int UpdateUnavailable { get; init; }
}
