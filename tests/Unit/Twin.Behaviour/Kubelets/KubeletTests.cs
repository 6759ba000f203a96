using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Kubelets;

/// <summary>Simulated kubelets in a whole cluster.</summary>
public sealed class KubeletTests
{
    private const string Leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";

    [Fact]
    public void Every_node_has_a_lease_of_its_own() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.UntilAsync($"{Leases}/node-001", _ => true);
            var node = await cluster.GetAsync("/api/v1/nodes/node-001");
            var lease = await cluster.GetAsync($"{Leases}/node-001");
            Assert.Equal(
                node["metadata"]!["uid"]!.ToString(), lease["metadata"]!["ownerReferences"]![0]!["uid"]!.ToString());
            Assert.Equal("node-001", lease["spec"]!["holderIdentity"]!.ToString());
            Assert.Equal(40, (int)lease["spec"]!["leaseDurationSeconds"]!);
        },
        nodes: 2);

    [Fact]
    public void A_deleted_lease_is_made_again_and_a_deleted_node_takes_its_own_along() => TwinCluster.Run(
        async cluster =>
        {
            var first = await cluster.UntilAsync($"{Leases}/node-000", _ => true);
            await cluster.DeleteAsync($"{Leases}/node-000");
            await cluster.UntilAsync(
                $"{Leases}/node-000", l => l["metadata"]!["uid"]!.ToString() != first["metadata"]!["uid"]!.ToString());
            await cluster.DeleteAsync("/api/v1/nodes/node-000");
            await cluster.UntilGoneAsync($"{Leases}/node-000");
        },
        nodes: 1);

    [Fact]
    public void A_node_that_somebody_creates_gets_all_that_a_kubelet_gives() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PostAsync("/api/v1/nodes", Annotated("extra-7"));
            var node = await cluster.UntilAsync("/api/v1/nodes/extra-7", IsReady);
            Assert.Equal("16", node["status"]!["capacity"]!["cpu"]!.ToString());
            Assert.Equal("extra-7", node["metadata"]!["labels"]!["kubernetes.io/hostname"]!.ToString());
            Assert.Equal("10.1.1.0/24", node["spec"]!["podCIDR"]!.ToString());
            Assert.Equal("172.16.0.1", node["status"]!["addresses"]![0]!["address"]!.ToString());
            Assert.StartsWith("v1.", node["status"]!["nodeInfo"]!["kubeletVersion"]!.ToString());
            Assert.Null(node["spec"]!["taints"]);
            await cluster.UntilAsync($"{Leases}/extra-7", _ => true);
            await cluster.PostAsync("/api/v1/namespaces/default/pods", """
                {"metadata":{"name":"p"},"spec":{"nodeName":"extra-7","containers":[{"name":"c","image":"i"}]}}
                """);
            await cluster.UntilAsync(
                "/api/v1/namespaces/default/pods/p", p => p["status"]!["phase"]!.ToString() == "Running");
        },
        nodes: 1);

    [Fact]
    public void What_a_created_node_says_of_its_capacity_stays() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PostAsync("/api/v1/nodes", Annotated("big", """
                {"capacity":{"cpu":"96","memory":"1Ti","pods":"250"},
                "allocatable":{"cpu":"95","memory":"1Ti","pods":"250"}}
                """));
            var node = await cluster.UntilAsync("/api/v1/nodes/big", IsReady);
            Assert.Equal("96", node["status"]!["capacity"]!["cpu"]!.ToString());
            Assert.Equal("95", node["status"]!["allocatable"]!["cpu"]!.ToString());
        },
        nodes: 0);

    [Fact]
    public void Nobody_beats_for_a_node_without_the_annotation() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PostAsync("/api/v1/nodes", """{"metadata":{"name":"real"}}""");
            await cluster.PassAsync(TimeSpan.FromSeconds(30));
            Assert.False(await cluster.ExistsAsync($"{Leases}/real"));
            Assert.Null((await cluster.GetAsync("/api/v1/nodes/real"))["status"]!["capacity"]);
        },
        nodes: 0);

    [Fact]
    public void A_resting_cluster_writes_no_heartbeat_at_all() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PassAsync(TimeSpan.FromSeconds(30));
            var writes = cluster.Api.Writes.Count;
            await cluster.PassAsync(TimeSpan.FromMinutes(28));
            Assert.Equal([], cluster.Api.Writes.Skip(writes));
        },
        nodes: 3);

    private static string Annotated(string name, string status = "{}") => $$$"""
        {"metadata":{"name":"{{{name}}}","annotations":{"twin.fairway.dev/simulated":"true"}},"status":{{{status}}}}
        """;

    private static bool IsReady(JsonObject node) =>
        (node["status"]?["conditions"] as JsonArray ?? [])
            .Any(c => c!["type"]!.ToString() == "Ready" && c["status"]!.ToString() == "True");
}
