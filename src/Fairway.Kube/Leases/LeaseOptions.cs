namespace Fairway.Kube.Leases;

/// <summary>The Lease that is fought for, and its timing.</summary>
public sealed record LeaseOptions
{
    /// <summary>Namespace and name of the Lease.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>
    /// Who holds it. Must belong to one process alone, and to no later one either: a pod's name and uid, say. A Lease
    /// that names us is ours without waiting.
    /// </summary>
    public required string Holder { get; init; }

    /// <summary>How long others leave a holder alone that shows no sign of life. Whole seconds.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a holder goes on working without having renewed. What is left to <see cref="Duration"/> is the time
    /// that the work has to stop.
    /// </summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the Lease is renewed.</summary>
    public TimeSpan RenewPeriod { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>What it is called in metrics; null: by its name.</summary>
    public string? Family { get; init; }

    /// <summary>Labels of the Lease where we create it.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Deletes the Lease when it is given up, rather than leaving it without a holder.</summary>
    public bool DeleteWhenGivenUp { get; init; }
}
