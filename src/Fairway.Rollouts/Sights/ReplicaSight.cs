using System.Collections.Immutable;

namespace Fairway.Rollouts.Sights;

/// <summary>A pod of a workload.</summary>
internal sealed record ReplicaSight
{
    public required string Name { get; init; }

    public required string Uid { get; init; }

    public string ResourceVersion { get; init; } = "";

    /// <summary>Its place among the replicas, from 0; null where the kind knows no places.</summary>
    public int? Place { get; init; }

    /// <summary>Of replicas without places the one with the lower rank is replaced first.</summary>
    public ulong Rank { get; init; }

    /// <summary>The revision that it was made of.</summary>
    public string? Revision { get; init; }

    /// <summary>Ready, and that for as long as the workload demands.</summary>
    public bool IsReady { get; init; }

    /// <summary>False where its node is known not to be ready: nothing that is done there ends soon.</summary>
    public bool IsNodeReady { get; init; } = true;

    public bool IsDeleting { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null where it is not scheduled.</summary>
    public string? Node { get; init; }

    /// <summary>Its containers, those that run first before the others; empty where none waits or has
    /// restarted.</summary>
    public ImmutableArray<ContainerSight> Containers { get; init; } = [];
}

/// <summary>A container of a pod.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Restarts">How often it was started again.</param>
/// <param name="Waiting">Why it waits, in the kubelet's word; null where it does not wait.</param>
internal sealed record ContainerSight(string Name, int Restarts, string? Waiting);
