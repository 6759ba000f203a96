using System.Text.Json.Serialization;

namespace Fairway.Cli.Fleets;

/// <summary>The content of a file that describes a fleet.</summary>
/// <param name="Clusters">Groups of clusters that are alike.</param>
internal sealed record FleetProfile(IReadOnlyList<ClusterGroup> Clusters);

/// <summary>Clusters that are alike.</summary>
/// <param name="Name">Their ids: <c>*</c> stands for the number in the group, from 001.</param>
/// <param name="Pools">Their nodes.</param>
internal sealed record ClusterGroup(string Name, IReadOnlyList<PoolProfile> Pools)
{
    /// <summary>How many there are.</summary>
    public int Count { get; set; } = 1;

    /// <summary>What they run on, for the label of that name.</summary>
    public string? Infrastructure { get; set; }

    /// <summary>Their stages, dealt out in turn.</summary>
    public IReadOnlyList<string>? Stages { get; set; }

    /// <summary>Their regions, dealt out in turn.</summary>
    public IReadOnlyList<string>? Regions { get; set; }

    /// <summary>How important they are, 0 to 9.</summary>
    public int? Importance { get; set; }

    /// <summary>More labels of their Clusters.</summary>
    public Dictionary<string, string>? Labels { get; set; }

    /// <summary>The RuntimeClasses that they have from the start.</summary>
    public IReadOnlyList<RuntimeClassEntry>? RuntimeClasses { get; set; }
}

/// <summary>Nodes of a cluster that belong together.</summary>
/// <param name="Name">Their names are this and a number.</param>
/// <param name="Machines">What they are, dealt out in turn by weight.</param>
internal sealed record PoolProfile(string Name, IReadOnlyList<MachineProfile> Machines)
{
    /// <summary>How many there are.</summary>
    public int Count { get; set; } = 1;

    /// <summary>Zones, dealt out in turn; <c>*</c> stands for the cluster's region.</summary>
    public IReadOnlyList<string>? Zones { get; set; }

    /// <summary>Version of the kubelet.</summary>
    public string? Kubelet { get; set; }

    /// <summary>The container runtime with its version.</summary>
    public string? Runtime { get; set; }

    /// <summary>Pods that a node takes.</summary>
    public int Pods { get; set; } = 110;

    /// <summary>Labels of the nodes.</summary>
    public Dictionary<string, string>? Labels { get; set; }

    /// <summary>Taints of the nodes, as <c>kubectl taint</c> takes them: <c>key=value:Effect</c>.</summary>
    public IReadOnlyList<string>? Taints { get; set; }
}

/// <summary>A kind of machine.</summary>
/// <param name="Type">Its instance type.</param>
/// <param name="Cpu">Cores, as a quantity.</param>
/// <param name="Memory">Memory, as a quantity.</param>
internal sealed record MachineProfile(string Type, string Cpu, string Memory)
{
    /// <summary>How many of the pool's nodes are such machines, beside the weights of the others.</summary>
    public int Weight { get; set; } = 1;

    /// <summary>Processor architecture.</summary>
    public string Architecture { get; set; } = "amd64";

    /// <summary>Version of the kernel.</summary>
    public string? Kernel { get; set; }

    /// <summary>The operating system.</summary>
    public string? OsImage { get; set; }

    /// <summary>Room on the disk, as a quantity.</summary>
    public string? EphemeralStorage { get; set; }

    /// <summary>Amounts of extended resources.</summary>
    public Dictionary<string, string>? Extended { get; set; }

    /// <summary>What of all these pods are not given.</summary>
    public Dictionary<string, string>? Reserved { get; set; }
}

/// <summary>A RuntimeClass.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Handler">The runtime's name for it.</param>
internal sealed record RuntimeClassEntry(string Name, string Handler)
{
    /// <summary>Labels of the nodes that have it.</summary>
    public Dictionary<string, string>? NodeSelector { get; set; }

    /// <summary>What each pod takes beside its containers.</summary>
    public Dictionary<string, string>? Overhead { get; set; }
}

/// <summary>Strict: a misspelt name must not be a machine of another kind.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FleetProfile))]
internal sealed partial class ProfileJson : JsonSerializerContext;
