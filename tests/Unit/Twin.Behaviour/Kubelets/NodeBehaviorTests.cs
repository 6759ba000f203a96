using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Kubelets;

/// <summary>What NodeBehaviors make of the nodes of a cluster.</summary>
public sealed class NodeBehaviorTests
{
    private const string Behaviors = "/apis/twin.fairway.dev/v1alpha1/nodebehaviors";
    private const string Some = """
        "selector":{"percent":40},"pressures":[{"type":"Pid"}]
        """;

    private const string Core = "/api/v1/namespaces/default";

    [Fact]
    public void A_node_flaps_as_its_behavior_says_and_others_do_not() => TwinCluster.Run(
        async cluster =>
        {
            await SayAsync(cluster, "flaps", """
                "selector":{"nodes":["node-000"]},
                "dark":{"when":{"after":{"mean":"30s"},"for":{"mean":"2m"},"repeats":true},"reboots":true}
                """);
            var before = await cluster.GetAsync("/api/v1/nodes/node-000");
            var first = before["status"]!["nodeInfo"]!["bootID"]!.ToString();
            await cluster.UntilAsync("/api/v1/nodes/node-000", n => Status(n, "Ready") == "Unknown");
            await cluster.UntilAsync("/api/v1/nodes/node-000", n => Status(n, "Ready") == "True");
            var node = await cluster.UntilAsync("/api/v1/nodes/node-000", n => Status(n, "Ready") == "Unknown");
            Assert.NotEqual(first, node["status"]!["nodeInfo"]!["bootID"]!.ToString());
            Assert.NotNull(node["metadata"]!["annotations"]!["twin.fairway.dev/booted-at"]);
            Assert.Equal("flaps", node["metadata"]!["annotations"]!["twin.fairway.dev/dark-by"]!.ToString());
            Assert.Equal("True", Status(await cluster.GetAsync("/api/v1/nodes/node-001"), "Ready"));
            await cluster.DeleteAsync($"{Behaviors}/flaps");
            await cluster.UntilAsync("/api/v1/nodes/node-000", n => Status(n, "Ready") == "True");
        },
        nodes: 2);

    [Fact]
    public void Containers_start_anew_where_their_machine_does() => TwinCluster.Run(
        async cluster =>
        {
            await PodAsync(cluster, "p", "");
            await SayAsync(cluster, "once", """
                "dark":{"when":{"after":{"mean":"5s"},"for":{"mean":"20s"} },"reboots":true}
                """);
            var pod = await cluster.UntilAsync(
                $"{Core}/pods/p", p => (int)p["status"]!["containerStatuses"]![0]!["restartCount"]! == 1);
            var last = pod["status"]!["containerStatuses"]![0]!["lastState"]!["terminated"]!;
            Assert.Equal((255, "Unknown"), ((int)last["exitCode"]!, last["reason"]!.ToString()));
            await cluster.UntilAsync($"{Core}/pods/p", p => Status(p, "Ready") == "True");
            await cluster.PassAsync(TimeSpan.FromMinutes(2));
            pod = await cluster.GetAsync($"{Core}/pods/p");
            Assert.Equal(1, (int)pod["status"]!["containerStatuses"]![0]!["restartCount"]!);
        },
        nodes: 1);

    [Fact]
    public void On_a_slow_node_everything_takes_longer() => TwinCluster.Run(
        async cluster =>
        {
            await SayAsync(cluster, "slow", "\"timesPercent\":3000");
            await cluster.PassAsync(TimeSpan.FromSeconds(2));
            var start = cluster.Now;
            await PodAsync(cluster, "p", "");
            Assert.InRange(cluster.Now - start, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
        },
        nodes: 1);

    [Fact]
    public void A_node_under_pressure_says_so_and_evicts_pods_of_least_priority() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PostAsync("/apis/scheduling.k8s.io/v1/priorityclasses", """
                {"metadata":{"name":"high"},"value":1000}
                """);
            await PodAsync(cluster, "low", "");
            await PodAsync(cluster, "high", ""","priorityClassName":"high" """);
            await SayAsync(cluster, "full", """
                "pressures":[{"type":"Disk","evicts":1,"when":{"for":{"mean":"5m"}}}]
                """);
            var node = await cluster.UntilAsync("/api/v1/nodes/node-000", n => Status(n, "DiskPressure") == "True");
            Assert.Equal("True", Status(node, "Ready"));
            var pod = await cluster.UntilAsync(
                $"{Core}/pods/low", p => p["status"]!["reason"]?.ToString() == "Evicted");
            Assert.Equal("Failed", pod["status"]!["phase"]!.ToString());
            Assert.Equal("The node was low on resource: ephemeral-storage. ", pod["status"]!["message"]!.ToString());
            await cluster.UntilAsync(
                "/api/v1/nodes/node-000",
                n => n["spec"]!["taints"]?[0]?["key"]?.ToString() == "node.kubernetes.io/disk-pressure");
            await cluster.UntilAsync("/api/v1/nodes/node-000", n => Status(n, "DiskPressure") == "False");
            Assert.Equal("Running", (await cluster.GetAsync($"{Core}/pods/high"))["status"]!["phase"]!.ToString());
        },
        nodes: 1);

    [Fact]
    public void A_machine_says_once_what_it_is_made_of() => TwinCluster.Run(
        async cluster =>
        {
            await SayAsync(cluster, "gpu", """
                "machine":{"kubeletVersion":"v1.35.1","containerRuntimeVersion":"cri-o://1.35.0",
                "capacity":{"cpu":"96","example.com/gpu":"8"},"reserved":{"cpu":"500m"}}
                """);
            var node = await cluster.UntilAsync(
                "/api/v1/nodes/node-000", n => n["status"]!["capacity"]!["example.com/gpu"]?.ToString() == "8");
            Assert.Equal("95500m", node["status"]!["allocatable"]!["cpu"]!.ToString());
            Assert.Equal("64Gi", node["status"]!["capacity"]!["memory"]!.ToString());
            Assert.Equal("v1.35.1", node["status"]!["nodeInfo"]!["kubeletVersion"]!.ToString());
            await cluster.PatchAsync(
                "/api/v1/nodes/node-000/status", """{"status":{"nodeInfo":{"kubeletVersion":"v1.36.9"}}}""");
            await cluster.PassAsync(TimeSpan.FromSeconds(30));
            node = await cluster.GetAsync("/api/v1/nodes/node-000");
            Assert.Equal("v1.36.9", node["status"]!["nodeInfo"]!["kubeletVersion"]!.ToString());
        },
        nodes: 1);

    [Fact]
    public void Nodes_that_a_behavior_adopts_need_no_annotation() => TwinCluster.Run(
        async cluster =>
        {
            await SayAsync(cluster, "all", "\"simulated\":true");
            await cluster.PostAsync("/api/v1/nodes", """{"metadata":{"name":"plain"}}""");
            var node = await cluster.UntilAsync("/api/v1/nodes/plain", n => Status(n, "Ready") == "True");
            Assert.Equal("true", node["metadata"]!["annotations"]!["twin.fairway.dev/simulated"]!.ToString());
        },
        nodes: 0);

    [Fact]
    public void A_share_of_the_nodes_is_the_same_share_each_time() => TwinCluster.Run(
        async cluster =>
        {
            await SayAsync(cluster, "some", Some);
            await cluster.PassAsync(TimeSpan.FromSeconds(10));
            var pressed = (await cluster.ListAsync("/api/v1/nodes"))
                .Where(n => Status(n, "PIDPressure") == "True")
                .Select(n => n["metadata"]!["name"]!.ToString())
                .ToArray();
            Assert.InRange(pressed.Length, 1, 19);
            await cluster.DeleteAsync($"{Behaviors}/some");
            await cluster.PassAsync(TimeSpan.FromSeconds(10));
            await SayAsync(cluster, "some", Some);
            await cluster.PassAsync(TimeSpan.FromSeconds(10));
            Assert.Equal(pressed, (await cluster.ListAsync("/api/v1/nodes"))
                .Where(n => Status(n, "PIDPressure") == "True")
                .Select(n => n["metadata"]!["name"]!.ToString()));
        },
        nodes: 20);

    private static Task<JsonObject> SayAsync(TwinCluster cluster, string name, string spec) => cluster.PostAsync(
        Behaviors,
        "{\"apiVersion\":\"twin.fairway.dev/v1alpha1\",\"kind\":\"NodeBehavior\",\"metadata\":{\"name\":\"" + name
        + "\"},\"spec\":{" + spec + "}}");

    private static async Task PodAsync(TwinCluster cluster, string name, string more)
    {
        await cluster.PostAsync(
            $"{Core}/pods",
            "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]"
            + more + "}}");
        await cluster.UntilAsync($"{Core}/pods/{name}", p => Status(p, "Ready") == "True");
    }

    private static string? Status(JsonObject obj, string type) => (obj["status"]?["conditions"] as JsonArray)?
        .FirstOrDefault(c => c!["type"]!.ToString() == type)?["status"]!.ToString();
}
