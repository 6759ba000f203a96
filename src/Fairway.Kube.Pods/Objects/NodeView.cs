using System.Collections.Immutable;
using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>What controllers and the scheduler keep of a node.</summary>
internal sealed record NodeView : IObjectView
{
    public required ObjectMeta Meta { get; init; }

    public bool Unschedulable { get; init; }

    public ImmutableArray<Taint> Taints { get; init; } = [];

    public ResourceAmounts Allocatable { get; init; }

    /// <summary>Images on the node, by each of their names, with their size in bytes.</summary>
    public ImmutableArray<(string Name, long Size)> Images { get; init; } = [];

    public bool IsReady { get; init; }

    public NodeSystem System { get; init; }

    public string? PodCidr { get; init; }

    public string? InternalIp { get; init; }

    public NodeHealth Health { get; init; } = NodeHealth.Unknown;

    public static NodeView Read(JsonElement node)
    {
        var spec = node.Child("spec");
        var status = node.Child("status");
        return new NodeView
        {
            Meta = ObjectMeta.Read(node),
            Unschedulable = spec.Flag("unschedulable"),
            Taints = spec.SharedList("taints", Taint.Read),
            Allocatable = ResourceAmounts.Read(status.Child("allocatable")),
            Images =
            [
                .. status.Items("images")
                    .SelectMany(i => i.Texts("names").Select(n => (n, i.Number("sizeBytes") ?? 0))),
            ],
            IsReady = status.Items("conditions").Any(c => c.Text("type") == "Ready" && c.Text("status") == "True"),
            System = NodeSystem.Read(status.Child("nodeInfo")),
            PodCidr = spec.Text("podCIDR"),
            InternalIp = status.Items("addresses")
                .FirstOrDefault(a => a.Text("type") == "InternalIP").Text("address"),
            Health = NodeHealth.Read(status),
        };
    }
}
