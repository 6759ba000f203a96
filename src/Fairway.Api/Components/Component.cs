using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Fairway.Api.Meta;
using Fairway.Api.Rollouts;
using Fairway.Api.Schema;

namespace Fairway.Api.Components;

/// <summary>Something that Fairway keeps on clusters: an add-on, an operator, a part of the control plane, or a node
/// package.</summary>
[Kind("components", ShortName = "fco")]
[Column(0, "Type", ".spec.type")]
[Column(1, "Stable", ".status.stable")]
[Column(2, "Namespace", ".spec.namespace", Wide = true)]
[Column(3, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record Component : FairwayObject
{
    /// <summary>What is wanted.</summary>
    [Required]
    public ComponentSpec Spec { get; set; } = new();

    /// <summary>What was seen.</summary>
    public ComponentStatus? Status { get; init; }
}

/// <summary>What kind of thing a component is; decides which kind of change brings it to a cluster.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ComponentType>))]
public enum ComponentType
{
    /// <summary>Workloads and configuration from a chart.</summary>
    AddOn,

    /// <summary>A chart whose workload is an operator.</summary>
    Operator,

    /// <summary>A part of the control plane: its version stands in the Cluster.</summary>
    ControlPlane,

    /// <summary>A package on nodes.</summary>
    NodePackage,
}

/// <summary>What is wanted of a component.</summary>
public sealed record ComponentSpec
{
    /// <summary>What kind of thing it is.</summary>
    [Required]
    [Immutable]
    public ComponentType Type { get; init; }

    /// <summary>Namespace of the tenant cluster that its chart is installed into; made where it is missing.</summary>
    [RegularExpression("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    [MaxLength(63)]
    public string? Namespace { get; init; }

    /// <summary>Where in the chart's values the images of a version go.</summary>
    [MapList("name")]
    public IReadOnlyList<ImagePlace>? Images { get; init; }

    /// <summary>Only of a ControlPlane component: the part, <c>kcm</c>.</summary>
    [AllowedValues("etcd", "roles", "kore", "kcm", "scheduler")]
    public string? Part { get; init; }

    /// <summary>The clusters that have this component; absent: all.</summary>
    public LabelSelector? AppliesTo { get; init; }

    /// <summary>Components that must be there, and in a Release come first.</summary>
    public IReadOnlyList<string>? DependsOn { get; init; }

    /// <summary>Changes of one domain do not overlap in a cluster.</summary>
    public ConflictDomain ConflictDomain { get; init; }

    /// <summary>What is done where somebody else changed what Fairway brought.</summary>
    [DefaultValue("Report")]
    public DriftPolicy DriftPolicy { get; init; } = DriftPolicy.Report;

    /// <summary>Verdicts that replace or add to Fairway's own: see the guard's rules.</summary>
    [MaxLength(200)]
    [Rule(
        "self.all(o, has(o.rule) ? !has(o.kind) && !has(o.path) : has(o.kind) && has(o.path))",
        "each names a rule, or a kind and a path, and not both")]
    public IReadOnlyList<DangerOverride>? DangerOverrides { get; init; }

    /// <summary>How the component's workloads roll.</summary>
    [Rule(
        "!has(self.maxUnavailable) || !has(self.maxSurge) || string(self.maxUnavailable) != '0' || "
        + "string(self.maxSurge) != '0'",
        "maxUnavailable and maxSurge cannot both be 0: nothing could ever be replaced")]
    public RolloutPolicy? Rollout { get; init; }

    /// <summary>How much a change may delete without an approval by name.</summary>
    public DeletionBudget? DeletionBudget { get; init; }

    /// <summary>Which of its versions are kept. An edit counts at once.</summary>
    public VersionRetention Retention { get; set; } = new();
}

/// <summary>Which versions of a component are kept: those within either limit. The stable one stays in any case, and so
/// does one that a cluster has, or that a Release names which is kept. What went is in the audit; what clusters had of
/// it is in the records.</summary>
public sealed record VersionRetention
{
    /// <summary>So many that were pushed last.</summary>
    [DefaultValue(50)]
    [Range(1, 10_000)]
    public int Keep { get; set; } = 50;

    /// <summary>For so long after they were pushed.</summary>
    [DefaultValue("720h")]
    public Duration MaxAge { get; set; } = new(TimeSpan.FromDays(30));
}

/// <summary>How a component's workloads roll. What is left out is as each workload's own update strategy in the chart
/// says, and after that as the driver of its kind has it.</summary>
public sealed record RolloutPolicy
{
    /// <summary>How many replicas may be away at once, whatever the reason; a share rounds down, and is at least 1
    /// where nothing surges.</summary>
    public IntOrPercent? MaxUnavailable { get; init; }

    /// <summary>How many replicas there may be beyond those that are wanted, where the kind can; a share rounds
    /// up.</summary>
    public IntOrPercent? MaxSurge { get; init; }

    /// <summary>Which nodes come first, for DaemonSets.</summary>
    public NodeOrder NodeOrder { get; init; }

    /// <summary>What every workload of the component must hold to: a change with one whose kind cannot is
    /// refused.</summary>
    [MaxLength(4)]
    public IReadOnlyList<RolloutDemand>? Require { get; init; }
}

/// <summary>Something that a driver can hold to: see the guide on rollouts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RolloutDemand>))]
public enum RolloutDemand
{
    /// <summary>Pods of the old part stay old even where they are deleted and made again.</summary>
    HoldsPartition,

    /// <summary>A step stops at exactly its partition.</summary>
    ExactSteps,

    /// <summary>It can be halted between two pods.</summary>
    CanPause,

    /// <summary>Available replicas never fall below wanted minus max unavailable by the rollout.</summary>
    HoldsAvailability,
}

/// <summary>Where an image goes.</summary>
public sealed record ImagePlace
{
    /// <summary>Name of the image in a version: <c>proxy</c>.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>Path in the values: <c>exporter.image</c>.</summary>
    [Required]
    [RegularExpression("^[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*$")]
    public string Path { get; set; } = "";

    /// <summary>How the chart wants it there.</summary>
    public ImageForm Form { get; init; }

    /// <summary>Whether the MetaConfig of one cluster may set another image there. Every plan shows it.</summary>
    public bool Overridable { get; init; }
}

/// <summary>How a chart wants an image.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImageForm>))]
public enum ImageForm
{
    /// <summary>As one text: <c>registry.example/library/proxy:1.2</c>.</summary>
    Reference,

    /// <summary>As a map of registry, repository, tag and digest, of which meta-configs may set the registry: a mirror
    /// has the same image.</summary>
    Parts,
}

/// <summary>What a change may break; changes of one domain exclude each other in a cluster.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConflictDomain>))]
public enum ConflictDomain
{
    /// <summary>Nothing beside itself.</summary>
    None,

    /// <summary>Nodes.</summary>
    Node,

    /// <summary>The network.</summary>
    Network,

    /// <summary>Storage.</summary>
    Storage,

    /// <summary>The control plane.</summary>
    ControlPlane,
}

/// <summary>What is done about drift.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriftPolicy>))]
public enum DriftPolicy
{
    /// <summary>It is shown.</summary>
    Report,

    /// <summary>A Release of that one cluster brings back what was applied, through the same gates. Where the drift
    /// returns it waits longer and longer, and then leaves it to people.</summary>
    Correct,
}

/// <summary>A verdict of the component's own: for a rule of the guard, or for a field.</summary>
public sealed record DangerOverride
{
    /// <summary>Id of a rule of the guard whose verdict is replaced: <c>host-path</c>.</summary>
    [RegularExpression("^[a-z]([-a-z0-9]*[a-z0-9])?$")]
    public string? Rule { get; init; }

    /// <summary>Kind of the object: <c>StatefulSet</c>.</summary>
    [MinLength(1)]
    public string? Kind { get; set; }

    /// <summary>Path of the field; <c>*</c> stands for one step.</summary>
    [MinLength(1)]
    public string? Path { get; set; }

    /// <summary>What holds instead: Allow, KeepLive, NeedsApproval, Confirm (an approval by name) or Refuse. What is
    /// refused by default can be kept live, and not allowed. Safe and Danger are older words for Allow and
    /// NeedsApproval.</summary>
    [Required]
    [AllowedValues("Allow", "KeepLive", "NeedsApproval", "Confirm", "Refuse", "Safe", "Danger")]
    public string Verdict { get; set; } = "";

    /// <summary>Why, for whoever reads a plan.</summary>
    [Required]
    public string Reason { get; set; } = "";
}

/// <summary>How many objects a change of the component may delete on a cluster without an approval by name. One may
/// always go.</summary>
public sealed record DeletionBudget
{
    /// <summary>So many objects.</summary>
    [DefaultValue(10)]
    [Range(0, 100000)]
    public int Objects { get; set; } = 10;

    /// <summary>So many of a hundred that are recorded.</summary>
    [DefaultValue(30)]
    [Range(0, 100)]
    public int Percent { get; set; } = 30;
}

/// <summary>What was seen of a component.</summary>
public sealed record ComponentStatus
{
    /// <summary>Generation of the specification that this speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>The version that went through a pipeline last, and that new clusters get.</summary>
    public string? Stable { get; init; }
}
