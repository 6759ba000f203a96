using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Twins;

/// <summary> How simulated nodes of a twin behave: which fall silent and come back, which run out of memory or disk,
/// which are slow, and what they are made of. Each part of a node's behavior is taken from the NodeBehavior of the
/// highest priority that selects it and says that part; among equals the first by name decides. What none says is as
/// usual: a node in good health. </summary>
[Kind("nodebehaviors", Group = ApiGroup.Twin, ShortName = "nb")]
[Column(0, "Priority", ".spec.priority", Type = "integer")]
[Column(1, "Nodes", ".spec.selector.nodes")]
[Column(2, "Percent", ".spec.selector.percent", Type = "integer")]
[Column(3, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record NodeBehavior : FairwayObject
{
    /// <summary>A behavior that selects everything and says nothing.</summary>
    public NodeBehavior()
        : base(ApiGroup.TwinApiVersion)
    {
    }

    /// <summary>Which nodes, and how they behave.</summary>
    [Required]
    public NodeBehaviorSpec Spec { get; set; } = new();
}

/// <summary>Which nodes, and how they behave. Parts that are left out are as other behaviors say, or as
/// usual.</summary>
public sealed record NodeBehaviorSpec
{
    /// <summary>Where several behaviors say the same part of a node, the one of the highest priority decides.</summary>
    [DefaultValue(0)]
    public int Priority { get; set; }

    /// <summary>Which nodes; absent: all.</summary>
    public NodeBehaviorSelector? Selector { get; init; }

    /// <summary>True where nodes that somebody else creates are to be simulated too: they need not carry the annotation
    /// <c>twin.fairway.dev/simulated</c>.</summary>
    public bool Simulated { get; init; }

    /// <summary>When the node is silent: its kubelet says nothing and does nothing. As usual: never.</summary>
    public DarkBehavior? Dark { get; init; }

    /// <summary>What the node runs out of. As usual: nothing.</summary>
    public IReadOnlyList<PressureBehavior>? Pressures { get; init; }

    /// <summary>How long everything takes that pods do on the node, in percent of what it would take. As usual:
    /// 100.</summary>
    [Range(1, 100_000)]
    public int? TimesPercent { get; init; }

    /// <summary>What the node says that it is made of. It says so once; later changes by others stay.</summary>
    public MachineBehavior? Machine { get; init; }
}

/// <summary>Selects nodes. All that is said must hold. In patterns, <c>*</c> stands for any characters and <c>?</c> for
/// one; of several patterns, one must match.</summary>
public sealed record NodeBehaviorSelector
{
    /// <summary>Patterns of the node's name.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? Nodes { get; init; }

    /// <summary>Labels of the node.</summary>
    public LabelSelector? Labels { get; init; }

    /// <summary>How many of the nodes that are selected so, in percent; absent: all. Which ones, the cluster's seed and
    /// the names of behavior and node decide.</summary>
    [Range(0, 100)]
    public int? Percent { get; init; }
}

/// <summary>When something holds, once or again and again. It begins with the behavior or the node, whichever is
/// younger, unless a time is given.</summary>
public sealed record Spell
{
    /// <summary>The time from which all counts; absent: when behavior and node are there.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The time at which it is over for good; absent: never.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>How long it takes until it holds; absent: no time.</summary>
    public TimeDistribution? After { get; init; }

    /// <summary>How long it holds; absent: until the end.</summary>
    public TimeDistribution? For { get; init; }

    /// <summary>True where it holds again and again, each time after as long as before, by chance.</summary>
    public bool Repeats { get; init; }
}

/// <summary>When a node is silent.</summary>
public sealed record DarkBehavior
{
    /// <summary>When; absent: from the beginning on, for ever.</summary>
    public Spell? When { get; init; }

    /// <summary>True where the machine starts anew before it comes back: its containers with it.</summary>
    public bool Reboots { get; init; }
}

/// <summary>What a node runs out of: it says so, and evicts pods.</summary>
public sealed record PressureBehavior
{
    /// <summary>Of what.</summary>
    [Required]
    public PressureType Type { get; init; }

    /// <summary>When; absent: from the beginning on, for ever.</summary>
    public Spell? When { get; init; }

    /// <summary>How many pods the kubelet evicts each time, one in ten seconds, those of least priority
    /// first.</summary>
    [Range(0, 1000)]
    [DefaultValue(0)]
    public int Evicts { get; set; }
}

/// <summary>What a node may run out of.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PressureType>))]
public enum PressureType
{
    /// <summary>Memory.</summary>
    Memory,

    /// <summary>Room on its disk.</summary>
    Disk,

    /// <summary>Process ids.</summary>
    Pid,
}

/// <summary>What a node says that it is made of. What is left out stays.</summary>
public sealed record MachineBehavior
{
    /// <summary>Version of the kubelet: <c>v1.36.2</c>.</summary>
    public string? KubeletVersion { get; init; }

    /// <summary>Version of the kernel.</summary>
    public string? KernelVersion { get; init; }

    /// <summary>The operating system, with its version.</summary>
    public string? OsImage { get; init; }

    /// <summary>The container runtime with its version: <c>containerd://2.1.4</c>.</summary>
    public string? ContainerRuntimeVersion { get; init; }

    /// <summary>Amounts by resource, extended ones too: <c>example.com/gpu: "8"</c>.</summary>
    public IReadOnlyDictionary<string, string>? Capacity { get; init; }

    /// <summary>Amounts of these that pods are not given, in the same units.</summary>
    public IReadOnlyDictionary<string, string>? Reserved { get; init; }
}
