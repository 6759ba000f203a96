using System.ComponentModel.DataAnnotations;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Clusters;

/// <summary> A managed cluster: one object of the fixed name <c>kubernetes-cluster</c> in a namespace of the meta
/// cluster that is named by the cluster's id. Labels say its stage, region, infrastructure and importance. </summary>
[Kind("clusters", Namespaced = true, ShortName = "fcl", NamePattern = "^" + FixedName + "$")]
[Column(0, "Ready", ".status.conditions[?(@.type==\"Ready\")].status")]
[Column(1, "Stage", ".metadata.labels.fairway\\.dev/stage")]
[Column(2, "Version", ".status.serverVersion")]
[Column(3, "Region", ".metadata.labels.fairway\\.dev/region", Wide = true)]
[Column(4, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record Cluster : FairwayObject
{
    /// <summary>The name that every Cluster has.</summary>
    public const string FixedName = "kubernetes-cluster";

    /// <summary>What is wanted.</summary>
    public ClusterSpec Spec { get; set; } = new();

    /// <summary>What was seen.</summary>
    public ClusterStatus? Status { get; init; }

    /// <summary>The cluster's id: the name of its namespace.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Id => Metadata.Namespace ?? "";
}

/// <summary>What is wanted of a cluster.</summary>
public sealed record ClusterSpec
{
    /// <summary>The Secret, in the Cluster's namespace, that says how to reach the cluster.</summary>
    public KubeconfigSecret KubeconfigSecret { get; set; } = new();

    /// <summary>Versions of the parts of its control plane. An upgrade is a change here, made by a Release.</summary>
    public ControlPlaneParts? Kubernetes { get; init; }
}

/// <summary>Where a cluster's kubeconfig stands.</summary>
public sealed record KubeconfigSecret
{
    /// <summary>Name of the Secret.</summary>
    [System.ComponentModel.DefaultValue("kubeconfig")]
    public string Name { get; set; } = "kubeconfig";

    /// <summary>Key in the Secret.</summary>
    [System.ComponentModel.DefaultValue("value")]
    public string Key { get; set; } = "value";
}

/// <summary>The parts of a control plane, in the order in which they are upgraded.</summary>
public sealed record ControlPlaneParts
{
    /// <summary>The store.</summary>
    public ControlPlanePart? Etcd { get; init; }

    /// <summary>RBAC and bootstrap objects; not a workload.</summary>
    public ControlPlanePart? Roles { get; init; }

    /// <summary>The API server.</summary>
    public ControlPlanePart? Kore { get; init; }

    /// <summary>The controller manager.</summary>
    public ControlPlanePart? Kcm { get; init; }

    /// <summary>The scheduler.</summary>
    public ControlPlanePart? Scheduler { get; init; }
}

/// <summary>One part of a control plane.</summary>
public sealed record ControlPlanePart
{
    /// <summary>Its package.</summary>
    [Required]
    [MaxLength(253)]
    public string Name { get; set; } = "";

    /// <summary>Its version: <c>v1.36.2</c>.</summary>
    [Required]
    [RegularExpression("^v[0-9]+\\.[0-9]+\\.[0-9]+([-+][0-9A-Za-z.+-]+)?$")]
    public string Version { get; set; } = "";

    /// <summary>The commit that it was built from.</summary>
    [RegularExpression("^[0-9a-f]{7,40}$")]
    public string? Commit { get; init; }

    /// <summary>How many replicas; null for parts that are no workload.</summary>
    [Range(1, 99)]
    public int? Replicas { get; init; }
}

/// <summary>What was seen of a cluster.</summary>
public sealed record ClusterStatus
{
    /// <summary>Generation of the specification that this speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>Version of its API server as it says itself.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>Uid of its namespace kube-system. Where it changes, this is another cluster, and nothing is done to it
    /// until the recorded facts are settled.</summary>
    public string? Uid { get; init; }

    /// <summary>What is observed of its control plane, by part.</summary>
    [MapList("part")]
    public IReadOnlyList<ControlPlaneSight>? Kubernetes { get; init; }

    /// <summary>Ready, with its reason: see <see cref="ClusterConditions"/>.</summary>
    [MapList("type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }
}

/// <summary>What is observed of one part of a control plane.</summary>
public sealed record ControlPlaneSight
{
    /// <summary>The part.</summary>
    [Required]
    [AllowedValues("etcd", "roles", "kore", "kcm", "scheduler")]
    public string Part { get; set; } = "";

    /// <summary>The version that runs.</summary>
    public string? ObservedVersion { get; init; }

    /// <summary>The last version that was found good.</summary>
    public string? LastGoodVersion { get; init; }
}

/// <summary>Conditions of a <see cref="Cluster"/>, and their reasons.</summary>
public static class ClusterConditions
{
    /// <summary>True while the cluster's API answers, and the cluster is the one that is recorded.</summary>
    public const string Ready = "Ready";

    /// <summary>Set by a controller of yours: unless it is False, nothing new begins on the cluster; the message says
    /// why.</summary>
    public const string Hold = "Hold";

    /// <summary>Ready: its API answers.</summary>
    public const string Reachable = "Reachable";

    /// <summary>Not ready: its API does not answer, or refuses.</summary>
    public const string Unreachable = "Unreachable";

    /// <summary>Not ready: its kubeconfig is missing or is refused.</summary>
    public const string BadKubeconfig = "BadKubeconfig";

    /// <summary>Not ready: another cluster answers than the one that is recorded.</summary>
    public const string AnotherCluster = "AnotherCluster";
}
