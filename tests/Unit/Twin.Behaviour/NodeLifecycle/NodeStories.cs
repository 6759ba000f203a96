using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.NodeLifecycle;

/// <summary>Nodes that go and come back, in a whole cluster.</summary>
public sealed class NodeStories
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Apps = "/apis/apps/v1/namespaces/default";

    [Fact]
    public void A_dark_node_becomes_unknown_is_tainted_and_loses_its_pods_but_for_daemons() => TwinCluster.Run(
        async cluster =>
        {
            await DeployAsync(cluster, 3);
            var start = cluster.Now;
            await DarkenAsync(cluster, "node-000");
            var node = await cluster.UntilAsync(Path("node-000"), n => Ready(n) == "Unknown");
            Assert.InRange(cluster.Now - start, TimeSpan.FromSeconds(49), TimeSpan.FromSeconds(53));
            Assert.Equal("NodeStatusUnknown", Condition(node, "Ready")["reason"]!.ToString());
            var disk = Condition(node, "DiskPressure");
            Assert.Equal("Kubelet stopped posting node status.", disk["message"]!.ToString());
            await cluster.UntilAsync(Path("node-000"), n => Taints(n).SequenceEqual(
                ["node.kubernetes.io/unreachable:NoSchedule", "node.kubernetes.io/unreachable:NoExecute"]));
            await cluster.PassAsync(TimeSpan.FromSeconds(2));
            Assert.All(await OnAsync(cluster, "node-000"), p => Assert.Equal("False", Ready(p)));

            await cluster.PassAsync(TimeSpan.FromSeconds(290));
            Assert.All(await OnAsync(cluster, "node-000"), p => Assert.Null(p["metadata"]!["deletionTimestamp"]));
            await cluster.PassAsync(TimeSpan.FromSeconds(20));
            foreach (var pod in await OnAsync(cluster, "node-000"))
            {
                var isDaemon = pod["metadata"]!["ownerReferences"]![0]!["kind"]!.ToString() == "DaemonSet";
                Assert.Equal(isDaemon, pod["metadata"]!["deletionTimestamp"] is null);
                if (!isDaemon)
                {
                    Assert.Equal("DeletionByTaintManager", Condition(pod, "DisruptionTarget")["reason"]!.ToString());
                }
            }

            await cluster.UntilAsync($"{Apps}/deployments/web", d => (int?)d["status"]?["availableReplicas"] == 3);
        },
        nodes: 3);

    [Fact]
    public void A_node_that_returns_is_ready_and_its_pods_are_again() => TwinCluster.Run(
        async cluster =>
        {
            await DeployAsync(cluster, 3);
            await DarkenAsync(cluster, "node-000");
            await cluster.UntilAsync(Path("node-000"), n => Ready(n) == "Unknown");
            await cluster.PassAsync(TimeSpan.FromSeconds(100));
            await LightenAsync(cluster, "node-000");
            var node = await cluster.UntilAsync(Path("node-000"), n => Ready(n) == "True" && Taints(n).Length == 0);
            Assert.Equal("KubeletReady", Condition(node, "Ready")["reason"]!.ToString());
            await cluster.PassAsync(TimeSpan.FromSeconds(300));
            var pods = await OnAsync(cluster, "node-000");
            Assert.NotEmpty(pods);
            Assert.All(pods, p => Assert.Equal("True", Ready(p)));
            Assert.All(pods, p => Assert.Null(p["metadata"]!["deletionTimestamp"]));
        },
        nodes: 3);

    [Fact]
    public void Where_all_nodes_are_dark_nobody_is_evicted() => TwinCluster.Run(
        async cluster =>
        {
            await DeployAsync(cluster, 2);
            await DarkenAsync(cluster, "node-000");
            await DarkenAsync(cluster, "node-001");
            await cluster.UntilAsync(Path("node-000"), n => Ready(n) == "Unknown");
            await cluster.UntilAsync(Path("node-001"), n => Ready(n) == "Unknown");
            await cluster.PassAsync(TimeSpan.FromMinutes(12));
            Assert.All(await cluster.ListAsync(Pods), p => Assert.Null(p["metadata"]!["deletionTimestamp"]));
            Assert.DoesNotContain(Taints(await cluster.GetAsync(Path("node-000"))), t => t.EndsWith(
                "NoExecute", StringComparison.Ordinal));
        },
        nodes: 2);

    [Fact]
    public void The_pods_of_a_deleted_node_are_removed_and_replaced() => TwinCluster.Run(
        async cluster =>
        {
            await DeployAsync(cluster, 3);
            var lost = (await OnAsync(cluster, "node-000")).Select(p => p["metadata"]!["name"]!.ToString()).ToArray();
            Assert.NotEmpty(lost);
            await cluster.DeleteAsync(Path("node-000"));
            await cluster.PassAsync(TimeSpan.FromSeconds(35));
            Assert.Equal(lost.Length, (await OnAsync(cluster, "node-000")).Length);
            foreach (var pod in lost)
            {
                await cluster.UntilGoneAsync($"{Pods}/{pod}");
            }

            await cluster.UntilAsync($"{Apps}/deployments/web", d => (int?)d["status"]?["availableReplicas"] == 3);
        },
        nodes: 3);

    [Fact]
    public void Pods_that_end_on_a_node_out_of_service_go_at_once() => TwinCluster.Run(
        async cluster =>
        {
            await DeployAsync(cluster, 3);
            await DarkenAsync(cluster, "node-000");
            await cluster.UntilAsync(Path("node-000"), n => Ready(n) == "Unknown");
            await cluster.PatchAsync(Path("node-000"), """
                {"spec":{"taints":[
                {"key":"node.kubernetes.io/out-of-service","effect":"NoExecute","value":"nodeshutdown"}]}}
                """);
            await cluster.PassAsync(TimeSpan.FromSeconds(30));
            Assert.Empty(await OnAsync(cluster, "node-000"));
        },
        nodes: 3);

    [Fact]
    public void A_node_that_never_says_anything_becomes_unknown_after_a_minute() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PostAsync("/api/v1/nodes", """{"metadata":{"name":"mute"}}""");
            await cluster.PassAsync(TimeSpan.FromSeconds(55));
            Assert.Null((await cluster.GetAsync(Path("mute")))["status"]?["conditions"]);
            var node = await cluster.UntilAsync(Path("mute"), n => Ready(n) == "Unknown");
            Assert.Equal("NodeStatusNeverUpdated", Condition(node, "Ready")["reason"]!.ToString());
        },
        nodes: 1);

    [Fact]
    public void A_foreign_kubelet_that_renews_its_lease_stays_ready_and_one_that_stops_does_not() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PostAsync("/api/v1/nodes", """
                {"metadata":{"name":"real"},"status":{"conditions":[
                {"type":"Ready","status":"True","reason":"KubeletReady"}]}}
                """);
            const string leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
            await cluster.PostAsync(leases, """{"metadata":{"name":"real"},"spec":{"holderIdentity":"real"}}""");
            for (var beat = 0; beat < 12; beat++)
            {
                await cluster.PatchAsync($"{leases}/real", $$$"""
                    {"spec":{"renewTime":"{{{cluster.Now:yyyy-MM-ddTHH:mm:ss.ffffffZ}}}"} }
                    """);
                await cluster.PassAsync(TimeSpan.FromSeconds(10));
            }

            Assert.Equal("True", Ready(await cluster.GetAsync(Path("real"))));
            await cluster.UntilAsync(Path("real"), n => Ready(n) == "Unknown");
        },
        nodes: 1);

    [Fact]
    public void Cordoning_taints_a_node_and_uncordoning_takes_the_taint_away() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PatchAsync(Path("node-000"), """{"spec":{"unschedulable":true}}""");
            await cluster.UntilAsync(
                Path("node-000"), n => Taints(n).SequenceEqual(["node.kubernetes.io/unschedulable:NoSchedule"]));
            await cluster.PatchAsync(Path("node-000"), """{"spec":{"unschedulable":null}}""");
            await cluster.UntilAsync(Path("node-000"), n => Taints(n).Length == 0);
        },
        nodes: 1);

    private static async Task DeployAsync(TwinCluster cluster, int replicas)
    {
        await cluster.PostAsync($"{Apps}/daemonsets", """
            {"metadata":{"name":"agent"},"spec":{"selector":{"matchLabels":{"a":"d"}},"template":{
            "metadata":{"labels":{"a":"d"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """);
        await cluster.PostAsync($"{Apps}/deployments", $$$"""
            {"metadata":{"name":"web"},"spec":{"replicas": {{{replicas}}} ,
            "selector":{"matchLabels":{"a":"w"} },"template":{
            "metadata":{"labels":{"a":"w"} },"spec":{"containers":[{"name":"c","image":"i"}]} } } }
            """);
        await cluster.UntilAsync(
            $"{Apps}/deployments/web", d => (int?)d["status"]?["availableReplicas"] == replicas);
        await cluster.UntilAsync($"{Apps}/daemonsets/agent", d => (int?)d["status"]?["numberAvailable"] > 0);
    }

    private static Task<JsonObject> DarkenAsync(TwinCluster cluster, string node) => cluster.PatchAsync(
        Path(node),
        new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["annotations"] = new JsonObject
                {
                    ["twin.fairway.dev/dark-since"] = cluster.Now.ToString(
                        "yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
                },
            },
        }.ToJsonString());

    private static Task<JsonObject> LightenAsync(TwinCluster cluster, string node) => cluster.PatchAsync(
        Path(node), """{"metadata":{"annotations":{"twin.fairway.dev/dark-since":null}}}""");

    private static async Task<JsonObject[]> OnAsync(TwinCluster cluster, string node) =>
        [.. (await cluster.ListAsync(Pods)).Where(p => p["spec"]!["nodeName"]?.ToString() == node)];

    private static string Path(string node) => $"/api/v1/nodes/{node}";

    private static JsonNode Condition(JsonObject obj, string type) =>
        ((JsonArray)obj["status"]!["conditions"]!).First(c => c!["type"]!.ToString() == type)!;

    private static string? Ready(JsonObject obj) => (obj["status"]?["conditions"] as JsonArray)?
        .FirstOrDefault(c => c!["type"]!.ToString() == "Ready")?["status"]!.ToString();

    private static string[] Taints(JsonObject node) =>
        [.. (node["spec"]?["taints"] as JsonArray ?? []).Select(t => $"{t!["key"]}:{t["effect"]}")];
}
