using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fairway.Rollouts.Workloads;

/// <summary>What is kept of a node. Nodes of a kind share their traits.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class NodeView
{
    public NodeView(NodeBody node)
    {
        Traits = SharedTraits.Of(TraitsOf(node.Metadata?.Labels, node.Status?.NodeInfo));
        IsReady = node.Status?.IsReady ?? false;
    }

    /// <summary>In what it may differ from others, what most often matters first.</summary>
    public ImmutableArray<(string Key, string Value)> Traits { get; }

    /// <summary>False where the node says so, or nobody hears of it.</summary>
    public bool IsReady { get; }

    private static ImmutableArray<(string Key, string Value)> TraitsOf(NodeLabels? labels, NodeInfoView? info)
    {
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
        return [.. traits.Where(trait => trait.Value is not null).Select(trait => (trait.Key, trait.Value!))];
    }

    internal sealed class Converter : JsonConverter<NodeView>
    {
        public override NodeView Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize(ref reader, WorkloadJson.Default.NodeBody) ?? new NodeBody());

        public override void Write(Utf8JsonWriter writer, NodeView value, JsonSerializerOptions options) =>
            throw new NotSupportedException("a node is read, never written");
    }
}
