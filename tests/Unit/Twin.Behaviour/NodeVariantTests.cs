using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

public sealed class NodeVariantTests
{
    private static readonly NodeProfile Mixed = NodeProfile.Default with
    {
        Variants = [new("amd64", "big", "6.12.0"), new("arm64", "small", "6.6.0")],
    };

    [Fact]
    public void Kinds_of_machines_are_dealt_out_in_turn()
    {
        Assert.Equal(
            ["amd64 big 6.12.0", "arm64 small 6.6.0", "amd64 big 6.12.0"],
            Enumerable.Range(0, 3).Select(
                index => Kind(SimulatedNode.Body(Mixed, index, index, DateTimeOffset.UnixEpoch))));
        Assert.Equal(
            "amd64 twin.4xlarge 6.12.0-twin",
            Kind(SimulatedNode.Body(NodeProfile.Default, 1, 1, DateTimeOffset.UnixEpoch)));
    }

    [Fact]
    public void A_rule_for_nodes_with_labels_covers_pods_on_them_alone()
    {
        var crash = PodBehaviour.Default with { EndsAfter = TimeSpan.FromSeconds(1), Jitter = 0 };
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["kubernetes.io/arch"] = "arm64" };
        var behaviours = new PodBehaviours(
            [new PodBehaviourRule(crash, Image: "*/web:2", NodeLabels: labels)],
            PodBehaviour.Default with { Jitter = 0 });
        Assert.NotNull(behaviours.Of(Pod(1), Node(1), "r/web:2", 0).EndsAfter);
        Assert.Null(behaviours.Of(Pod(0), Node(0), "r/web:2", 0).EndsAfter);
        Assert.Null(behaviours.Of(Pod(1), Node(1), "r/web:1", 0).EndsAfter);
    }

    private static string Kind(JsonObject node)
    {
        var labels = node["metadata"]!["labels"]!;
        var info = node["status"]!["nodeInfo"]!;
        Assert.Equal($"{labels["kubernetes.io/arch"]}", $"{info["architecture"]}");
        return $"{info["architecture"]} {labels["node.kubernetes.io/instance-type"]} {info["kernelVersion"]}";
    }

    private static NodeView Node(int index)
    {
        using var document = JsonDocument.Parse(
            SimulatedNode.Body(Mixed, index, index, DateTimeOffset.UnixEpoch).ToJsonString());
        return NodeView.Read(document.RootElement);
    }

    private static PodView Pod(int node)
    {
        using var document = JsonDocument.Parse(
            $$$"""
            {"metadata":{"name":"web-0","namespace":"a","uid":"u"},
             "spec":{"nodeName":"node-00{{{node}}}","containers":[{"name":"web","image":"r/web:2"}]},"status":{}}
            """);
        return PodView.Read(document.RootElement);
    }
}
