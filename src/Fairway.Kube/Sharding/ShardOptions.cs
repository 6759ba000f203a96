namespace Fairway.Kube.Sharding;

/// <summary>One group of replicas that share shards among them.</summary>
public sealed record ShardOptions
{
    /// <summary>Namespace of the group's Leases.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the group; prefix of the Leases' names, and value of their label.</summary>
    public required string Group { get; init; }

    /// <summary>This replica. Must belong to one process alone, and to no later one either: a pod's name and uid,
    /// say.</summary>
    public required string Member { get; init; }

    /// <summary>See <see cref="Leases.LeaseOptions.Duration"/>; of the members' Leases.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>See <see cref="Leases.LeaseOptions.RenewDeadline"/>.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>See <see cref="Leases.LeaseOptions.RenewPeriod"/>.</summary>
    public TimeSpan RenewPeriod { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a shard whose work has failed rests before it is begun again; doubles up to ten
    /// minutes.</summary>
    public TimeSpan FirstRest { get; init; } = TimeSpan.FromSeconds(1);
}
