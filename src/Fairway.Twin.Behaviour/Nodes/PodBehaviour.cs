namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>How the pods of an image behave on a simulated node. Times count from the step before.</summary>
public sealed record PodBehaviour
{
    /// <summary>What a well-behaved server does.</summary>
    public static PodBehaviour Default { get; } = new();

    /// <summary>Becomes ready as soon as it is scheduled, and ends as soon as it is told to: one write a step
    /// saved.</summary>
    public static PodBehaviour Instant { get; } = new()
    {
        ImagePull = TimeSpan.Zero, Start = TimeSpan.Zero, Ready = TimeSpan.Zero, Stop = TimeSpan.Zero,
    };

    /// <summary>From the pod's arrival on the node to its image's.</summary>
    public TimeSpan ImagePull { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>From the image to the running container.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>From the running container to the ready one.</summary>
    public TimeSpan Ready { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>From the request to end to the end; never longer than the pod's grace.</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>By how large a share the times above vary from pod to pod, 0 to 1.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>False for containers that run and never become ready.</summary>
    public bool BecomesReady { get; init; } = true;

    /// <summary>True where the image cannot be pulled.</summary>
    public bool PullFails { get; init; }

    /// <summary>How long a container runs before it ends by itself (a crash, or a job done); null for never.</summary>
    public TimeSpan? EndsAfter { get; init; }

    /// <summary>Exit code of a container that ends by itself; 0 is success.</summary>
    public int ExitCode { get; init; } = 1;
}
