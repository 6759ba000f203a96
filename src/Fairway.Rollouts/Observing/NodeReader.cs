using Fairway.Rollouts.Sights;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>Reads in what a node may differ from others, what most often matters first.</summary>
internal static class NodeReader
{
    public static NodeSight Read(string name, NodeView node)
    {
        var labels = node.Metadata?.Labels;
        var info = node.Status?.NodeInfo;
        (string Key, string? Value)[] traits =
        [
            ("kubernetes.io/arch", labels?.Architecture),
            ("node.kubernetes.io/instance-type", labels?.InstanceType),
            ("osImage", info?.OsImage),
            ("kernelVersion", info?.KernelVersion),
            ("containerRuntimeVersion", info?.ContainerRuntimeVersion),
            ("kubeletVersion", info?.KubeletVersion),
            ("topology.kubernetes.io/zone", labels?.Zone),
            ("topology.kubernetes.io/region", labels?.Region),
        ];
        return new NodeSight(
            name, [.. traits.Where(trait => trait.Value is not null).Select(trait => (trait.Key, trait.Value!))]);
    }
}
