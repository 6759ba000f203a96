using System.Text.Json.Serialization;
using Fairway.Kube;
using Fairway.Kube.Requests;

namespace Fairway.Releases.Gates;

/// <summary>How many nodes a cluster has, and how many are ready.</summary>
internal sealed record NodeCount(int Ready, int Total)
{
    private const int Page = 500;

    /// <summary>Reads of each node its conditions and nothing else.</summary>
    public static async Task<NodeCount> ReadAsync(IKubeApi tenant, CancellationToken cancel)
    {
        var query = ListQuery.All with { Limit = Page };
        var nodes = await tenant.ListAllAsync(KubeResources.Nodes, query, NodeJson.Default.NodeSight, cancel);
        return new NodeCount(nodes.Count(node => node.IsReady), nodes.Count);
    }
}

internal sealed record NodeSight(NodeSightStatus? Status)
{
    public bool IsReady => Status?.Conditions?.Any(one => one is { Type: "Ready", Status: "True" }) == true;
}

internal sealed record NodeSightStatus(IReadOnlyList<NodeSightCondition>? Conditions);

internal sealed record NodeSightCondition(string Type, string Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NodeSight))]
internal sealed partial class NodeJson : JsonSerializerContext;
