using System.Collections.Immutable;
using Fairway.Kube;

namespace Fairway.Rollouts.Sights;

/// <summary>A workload and its replicas as they were seen, whatever its kind.</summary>
internal sealed record WorkloadSight
{
    public required ObjectKey Key { get; init; }

    public required string Uid { get; init; }

    public required string ResourceVersion { get; init; }

    public long Generation { get; init; }

    /// <summary>The generation of which the workload's controller speaks in its status.</summary>
    public long ObservedGeneration { get; init; }

    public int Replicas { get; init; }

    /// <summary>Digest of the template.</summary>
    public string Template { get; init; } = "";

    /// <summary>What the controller calls the revision of the template; null where it has not said so for this
    /// template.</summary>
    public string? UpdateRevision { get; init; }

    /// <summary>The revision at which a replica below the partition is made again; null where there is none.</summary>
    public string? HeldRevision { get; init; }

    /// <summary>How many replicas the controller itself counts at <see cref="UpdateRevision"/>.</summary>
    public int UpdatedReplicas { get; init; }

    /// <summary>The partition as it is in the workload; see <see cref="Brake"/>.</summary>
    public int Partition { get; init; }

    /// <summary>False where the update strategy is one that knows no partition.</summary>
    public bool HonoursPartition { get; init; } = true;

    /// <summary>True where no replica is made while one before it is not ready.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>Only of a Deployment: its replica sets, the oldest first.</summary>
    public ImmutableArray<SetSight> Sets { get; init; } = [];

    /// <summary>Only of a Deployment: its controller takes the replica set of the template for the newest
    /// revision.</summary>
    public bool IsAgreed { get; init; }

    /// <summary>Its replicas, in the order of their places, then of their names; those of a DaemonSet in that of their
    /// groups.</summary>
    public ReplicaCrowd Pods { get; init; } = [];

    /// <summary>When the next replica has been ready for long enough; null where none is on its way.</summary>
    public DateTimeOffset? NextReadyAt { get; init; }

    /// <summary>Whether the brake is on.</summary>
    public bool IsBraked => HonoursPartition && Partition == Brake.On;
}
