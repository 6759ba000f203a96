using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Twins;

/// <summary> How containers behave on the simulated nodes of a twin: how long their images take to come, how long
/// they take to start, when they are ready, how they end. Each part of a container's behavior is taken from the
/// PodBehavior of the highest priority that selects it and says that part; among equals the first by name decides. What
/// none says is as usual. An edit counts at once for what has not happened yet. </summary>
[Kind("podbehaviors", Group = ApiGroup.Twin, ShortName = "pb")]
[Column(0, "Priority", ".spec.priority", Type = "integer")]
[Column(1, "Images", ".spec.selector.images")]
[Column(2, "Percent", ".spec.selector.percent", Type = "integer")]
[Column(3, "Nodes", ".spec.selector.nodes", Wide = true)]
[Column(4, "Architectures", ".spec.selector.architectures", Wide = true)]
[Column(5, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record PodBehavior : FairwayObject
{
    /// <summary>A behavior that selects everything and says nothing.</summary>
    public PodBehavior()
        : base(ApiGroup.TwinApiVersion)
    {
    }

    /// <summary>Which containers, and how they behave.</summary>
    [Required]
    public PodBehaviorSpec Spec { get; set; } = new();
}

/// <summary>Which containers, and how they behave. Parts that are left out are as other behaviors say, or as
/// usual.</summary>
public sealed record PodBehaviorSpec
{
    /// <summary>Where several behaviors say the same part of a container, the one of the highest priority
    /// decides.</summary>
    [DefaultValue(0)]
    public int Priority { get; set; }

    /// <summary>Which containers; absent: all.</summary>
    public PodBehaviorSelector? Selector { get; init; }

    /// <summary>How images come to the node. As usual: in 300ms, give or take a fifth, where the node has not got
    /// them.</summary>
    public ImagePullBehavior? ImagePull { get; init; }

    /// <summary>From the image to the running container. As usual: 200ms, give or take a fifth.</summary>
    public TimeDistribution? Start { get; init; }

    /// <summary>How long the postStart hook takes, where a container has one: it holds back the start. As usual: no
    /// time.</summary>
    public TimeDistribution? PostStart { get; init; }

    /// <summary>From the running container to when its startup and readiness probes would succeed, and without such
    /// probes to when it is ready. As usual: no time.</summary>
    public TimeDistribution? Ready { get; init; }

    /// <summary>How long the preStop hook takes, where a container has one. As usual: no time.</summary>
    public TimeDistribution? PreStop { get; init; }

    /// <summary>From the signal to end to the end, never longer than the grace of the pod allows. As usual: 200ms, give
    /// or take a fifth.</summary>
    public TimeDistribution? Stop { get; init; }

    /// <summary>How containers end by themselves. As usual: never, and init containers at once with exit code
    /// 0.</summary>
    public RunBehavior? Run { get; init; }

    /// <summary>How much memory they use. As usual: too little to matter.</summary>
    public MemoryBehavior? Memory { get; init; }

    /// <summary>What they use, as metrics tell. As usual: half of what they request, or 10m and 32Mi where they request
    /// nothing, give or take a tenth.</summary>
    public UsageBehavior? Usage { get; init; }

    /// <summary>What readiness probes find. As usual: nothing to complain of.</summary>
    public ReadinessBehavior? Readiness { get; init; }

    /// <summary>What liveness probes find. As usual: nothing to complain of.</summary>
    public LivenessBehavior? Liveness { get; init; }
}

/// <summary>Selects containers. All that is said must hold. In patterns, <c>*</c> stands for any characters and
/// <c>?</c> for one; of several patterns, one must match.</summary>
public sealed record PodBehaviorSelector
{
    /// <summary>Labels of the pod.</summary>
    public LabelSelector? Labels { get; init; }

    /// <summary>Patterns of the pod's namespace.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? Namespaces { get; init; }

    /// <summary>Patterns of the container's image.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? Images { get; init; }

    /// <summary>Patterns of the container's name.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? Containers { get; init; }

    /// <summary>Patterns of the node's name.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? Nodes { get; init; }

    /// <summary>Labels of the node.</summary>
    public LabelSelector? NodeLabels { get; init; }

    /// <summary>Patterns of the node's processor architecture: <c>arm64</c>.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? Architectures { get; init; }

    /// <summary>Patterns of the kernel that the node reports: <c>6.6.*</c>.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? Kernels { get; init; }

    /// <summary>Patterns of the container runtime that the node reports: <c>containerd://2.1.*</c>.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? Runtimes { get; init; }

    /// <summary>Patterns of the node's zone.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? Zones { get; init; }

    /// <summary>How many of the pods that are selected so, in percent; absent: all. Which ones, the cluster's seed and
    /// the names of behavior and pod decide.</summary>
    [Range(0, 100)]
    public int? Percent { get; init; }
}

/// <summary>How images come to a node.</summary>
public sealed record ImagePullBehavior
{
    /// <summary>How long a pull takes, until it has succeeded or failed.</summary>
    public TimeDistribution? Time { get; init; }

    /// <summary>Why pulls fail; absent: they succeed.</summary>
    public PullFailure? Failure { get; init; }

    /// <summary>For how long pulls fail, from the first try of the container; absent: for ever.</summary>
    public TimeDistribution? FailsFor { get; init; }

    /// <summary>True where every node has the image from the start.</summary>
    public bool Present { get; init; }
}

/// <summary>Why an image cannot be pulled.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PullFailure>))]
public enum PullFailure
{
    /// <summary>The registry has no such image.</summary>
    NotFound,

    /// <summary>The registry does not give it to this node.</summary>
    Unauthorized,

    /// <summary>The registry does not answer.</summary>
    Unavailable,
}

/// <summary>How containers end by themselves.</summary>
public sealed record RunBehavior
{
    /// <summary>How long a container runs; absent: not at all, it ends as soon as it is started.</summary>
    public TimeDistribution? After { get; init; }

    /// <summary>What it exits with; 0 is success.</summary>
    [Range(0, 255)]
    [DefaultValue(1)]
    public int ExitCode { get; set; } = 1;

    /// <summary>How many runs of a container end so, those after them run on (and those of init containers succeed);
    /// absent: all.</summary>
    [Range(0, 1_000_000)]
    public int? Times { get; init; }

    /// <summary>What it leaves as its termination message.</summary>
    [MaxLength(4096)]
    public string? Message { get; init; }
}

/// <summary>Memory that a container uses: where it reaches the container's limit, the container is killed
/// (OOMKilled, exit code 137). A container without a limit is never killed for it.</summary>
public sealed record MemoryBehavior
{
    /// <summary>In use at the start, in bytes: <c>64Mi</c>.</summary>
    [RegularExpression("^[0-9]{1,12}(Ki|Mi|Gi)?$")]
    public string? Start { get; init; }

    /// <summary>What is added each minute: a leak.</summary>
    [RegularExpression("^[0-9]{1,12}(Ki|Mi|Gi)?$")]
    public string? GrowthPerMinute { get; init; }
}

/// <summary>What readiness probes find; a container without one is judged all the time.</summary>
public sealed record ReadinessBehavior
{
    /// <summary>True where the container never becomes ready, and its startup probe never succeeds.</summary>
    public bool Never { get; init; }

    /// <summary>How long it stays ready before it fails for a while; absent: for ever.</summary>
    public TimeDistribution? FailsAfter { get; init; }

    /// <summary>How long it fails then; absent: for ever.</summary>
    public TimeDistribution? FailsFor { get; init; }

    /// <summary>True where it fails again and again, after as long as before.</summary>
    public bool Repeats { get; init; }
}

/// <summary>What liveness probes find. Nothing comes of it where a container has none.</summary>
public sealed record LivenessBehavior
{
    /// <summary>From the running container to when its liveness probe begins to fail; absent: never.</summary>
    public TimeDistribution? FailsAfter { get; init; }
}

/// <summary>Lengths of time by chance. The cluster's seed, the pod, the container and the part decide what is drawn,
/// never the order in which things happen.</summary>
public sealed record TimeDistribution
{
    /// <summary>The shape; absent: Constant.</summary>
    public DistributionShape? Shape { get; init; }

    /// <summary>The mean, for every shape but Uniform; absent: no time.</summary>
    public Duration? Mean { get; init; }

    /// <summary>The standard deviation, for Normal and LogNormal; absent: none.</summary>
    public Duration? Deviation { get; init; }

    /// <summary>Nothing shorter is drawn, whatever the shape; absent: 0s.</summary>
    public Duration? Min { get; init; }

    /// <summary>Nothing longer is drawn, whatever the shape; absent: no bound, and for Uniform as long as the
    /// least.</summary>
    public Duration? Max { get; init; }
}

/// <summary>How drawn times are spread.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DistributionShape>))]
public enum DistributionShape
{
    /// <summary>All the same: the mean.</summary>
    Constant,

    /// <summary>All between min and max are as likely.</summary>
    Uniform,

    /// <summary>The bell curve.</summary>
    Normal,

    /// <summary>Mostly short, some long: what start-up times look like.</summary>
    LogNormal,

    /// <summary>The time to an event that may come at any moment.</summary>
    Exponential,
}
