using Fairway.Api.Twins;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>How a container behaves on a simulated node: everything drawn and decided. Times count from the step
/// before.</summary>
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

    /// <summary>From the container's turn to its image's arrival, where the node has not got it.</summary>
    public TimeSpan ImagePull { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>From the image to the running container.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a postStart hook takes, where there is one.</summary>
    public TimeSpan PostStart { get; init; }

    /// <summary>From the running container to the ready one; with probes, to when they would succeed. No time where
    /// nobody says so: a kubelet tells at once that a container without probes runs and is ready.</summary>
    public TimeSpan Ready { get; init; }

    /// <summary>How long a preStop hook takes, where there is one.</summary>
    public TimeSpan PreStop { get; init; }

    /// <summary>From the request to end to the end; never longer than the pod's grace.</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>By how large a share the times above vary from pod to pod, 0 to 1.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>False for containers that run and never become ready.</summary>
    public bool BecomesReady { get; init; } = true;

    /// <summary>How long a ready container stays so before it fails for a while; null for ever.</summary>
    public TimeSpan? ReadinessFailsAfter { get; init; }

    /// <summary>How long it fails then; null for ever.</summary>
    public TimeSpan? ReadinessFailsFor { get; init; }

    /// <summary>True where it fails again and again.</summary>
    public bool ReadinessRepeats { get; init; }

    /// <summary>From the running container to when its liveness probe begins to fail; null for never.</summary>
    public TimeSpan? LivenessFailsAfter { get; init; }

    /// <summary>True where the image cannot be pulled.</summary>
    public bool PullFails { get; init; }

    /// <summary>Why not.</summary>
    public PullFailure PullFailure { get; init; }

    /// <summary>For how long it cannot be pulled, from the first try; null for ever.</summary>
    public TimeSpan? PullFailsFor { get; init; }

    /// <summary>True where every node has the image from the start.</summary>
    public bool ImageIsPresent { get; init; }

    /// <summary>How long a container runs before it ends by itself (a crash, or a job done); null for never.</summary>
    public TimeSpan? EndsAfter { get; init; }

    /// <summary>Exit code of a container that ends by itself; 0 is success.</summary>
    public int ExitCode { get; init; } = 1;

    /// <summary>What it leaves as its termination message.</summary>
    public string EndMessage { get; init; } = "";

    /// <summary>Bytes of memory in use at the start.</summary>
    public long MemoryAtStart { get; init; }

    /// <summary>Bytes that are added each minute.</summary>
    public long MemoryPerMinute { get; init; }

    /// <summary>What metrics tell of it.</summary>
    public UsageBehavior Usage { get; init; } = new();

    /// <summary>The same of an init container that nothing is said of: it has done its work at once.</summary>
    internal PodBehaviour AsInit() => this with
    {
        Ready = TimeSpan.Zero, BecomesReady = true, EndsAfter = TimeSpan.Zero, ExitCode = 0, EndMessage = "",
    };
}
