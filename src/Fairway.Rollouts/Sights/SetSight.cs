namespace Fairway.Rollouts.Sights;

/// <summary>A replica set of a Deployment.</summary>
internal sealed record SetSight
{
    public required string Name { get; init; }

    public required string Uid { get; init; }

    public string ResourceVersion { get; init; } = "";

    /// <summary>The hash by which its pods are told apart: their revision.</summary>
    public string? Revision { get; init; }

    /// <summary>How many pods it is to have.</summary>
    public int Replicas { get; init; }

    /// <summary>Of these, available by its own status.</summary>
    public int Available { get; init; }

    /// <summary>For how many replicas of the Deployment it was sized; null where nobody noted it.</summary>
    public int? SizedFor { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>True where its status speaks of no pod at all.</summary>
    public bool IsEmpty { get; init; }
}
