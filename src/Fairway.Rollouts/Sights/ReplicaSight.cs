using System.Collections.Immutable;

namespace Fairway.Rollouts.Sights;

/// <summary>A pod of a workload.</summary>
internal sealed record ReplicaSight
{
    public required string Name { get; init; }

    public required string Uid { get; init; }

    /// <summary>Its place among the replicas, from 0; null where the kind knows no places.</summary>
    public int? Place { get; init; }

    /// <summary>The revision that it was made of.</summary>
    public string? Revision { get; init; }

    public bool IsReady { get; init; }

    public bool IsDeleting { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null where it is not scheduled.</summary>
    public string? Node { get; init; }

    /// <summary>Its containers, those that run first before the others.</summary>
    public ImmutableArray<ContainerSight> Containers { get; init; } = [];
}

/// <summary>A container of a pod.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Restarts">How often it was started again.</param>
/// <param name="Waiting">Why it waits, in the kubelet's word; null where it does not wait.</param>
internal sealed record ContainerSight(string Name, int Restarts, string? Waiting);
