using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>What the simulated nodes of a cluster are like.</summary>
public sealed record NodeProfile
{
    private static readonly ImmutableSortedDictionary<string, string> None =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>A common machine in one of three zones.</summary>
    public static NodeProfile Default { get; } = new();

    /// <summary>Names are this, a hyphen and a number of three digits or more, from 0.</summary>
    public string NamePrefix { get; init; } = "node";

    /// <summary>Cores, as a quantity.</summary>
    public string Cpu { get; init; } = "16";

    /// <summary>Memory, as a quantity.</summary>
    public string Memory { get; init; } = "64Gi";

    /// <summary>Room on the disk, as a quantity.</summary>
    public string EphemeralStorage { get; init; } = "200Gi";

    /// <summary>Amounts of extended resources: <c>example.com/gpu</c>.</summary>
    public ImmutableSortedDictionary<string, string> Extended { get; init; } = None;

    /// <summary>What of the above pods are not given, by resource.</summary>
    public ImmutableSortedDictionary<string, string> Reserved { get; init; } = None;

    /// <summary>Pods that a node takes.</summary>
    public int Pods { get; init; } = 110;

    /// <summary>Processor architecture as labels and node info name it.</summary>
    public string Architecture { get; init; } = "amd64";

    /// <summary>Value of the label <c>node.kubernetes.io/instance-type</c>.</summary>
    public string InstanceType { get; init; } = "twin.4xlarge";

    /// <summary>Value of the label <c>topology.kubernetes.io/region</c>.</summary>
    public string Region { get; init; } = "twin-1";

    /// <summary>Values of the label <c>topology.kubernetes.io/zone</c>, dealt out in turn.</summary>
    public ImmutableArray<string> Zones { get; init; } = ["twin-1a", "twin-1b", "twin-1c"];

    /// <summary>Version of the kubelet and kube-proxy.</summary>
    public string KubeletVersion { get; init; } = "v1.36.0";

    /// <summary>Version of the kernel that nodes report.</summary>
    public string KernelVersion { get; init; } = "6.12.0-twin";

    /// <summary>The operating system that nodes report.</summary>
    public string OsImage { get; init; } = "Fairway twin";

    /// <summary>The container runtime that nodes report, with its version.</summary>
    public string ContainerRuntimeVersion { get; init; } = "containerd://2.1.4";

    /// <summary>Taints with which nodes register.</summary>
    public ImmutableArray<NodeTaint> Taints { get; init; } = [];

    /// <summary>Kinds of machines, dealt out in turn; empty where all nodes are as the profile says.</summary>
    public ImmutableArray<NodeVariant> Variants { get; init; } = [];

    /// <summary>Labels beside those that every node has.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = None;

    /// <summary>The profile of one node, by its number from 0.</summary>
    internal NodeProfile Of(int index) => Variants.IsEmpty ? this : Variants[index % Variants.Length].In(this);
}
