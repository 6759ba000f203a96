using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Usage;

/// <summary>What <c>metrics.k8s.io</c> tells of simulated nodes and their pods.</summary>
public sealed class UsageTests
{
    private const string Metrics = "/apis/metrics.k8s.io/v1beta1";
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Behaviors = "/apis/twin.fairway.dev/v1alpha1/podbehaviors";

    [Fact]
    public void Half_of_what_is_requested_is_used_give_or_take_a_tenth() => TwinCluster.Run(async cluster =>
    {
        await RunAsync(cluster, "web", "{\"cpu\":\"200m\",\"memory\":\"64Mi\"}");
        var told = await cluster.UntilAsync($"{Metrics}/namespaces/default/pods/web", _ => true);
        Assert.Equal("PodMetrics", (string?)told["kind"]);
        Assert.Equal("15s", (string?)told["window"]);
        Assert.Equal("web", (string?)told["metadata"]!["labels"]!["app"]);
        Assert.Equal("app", (string?)told["containers"]![0]!["name"]);
        Assert.InRange(MilliCpu(told["containers"]![0]!["usage"]!), 90, 110);
        Assert.InRange(Kibibytes(told["containers"]![0]!["usage"]!), 29_400, 36_100);
        var containers = told["containers"]!.ToJsonString();
        Assert.Equal(containers, (await PodAsync(cluster, "web"))["containers"]!.ToJsonString());
        await cluster.PassAsync(TimeSpan.FromSeconds(60));
        Assert.NotEqual(containers, (await PodAsync(cluster, "web"))["containers"]!.ToJsonString());
    });

    [Fact]
    public void A_pod_is_told_of_once_it_has_run_for_a_window() => TwinCluster.Run(async cluster =>
    {
        await RunAsync(cluster, "web", "{}");
        Assert.False(await cluster.ExistsAsync($"{Metrics}/namespaces/default/pods/web"));
        Assert.Empty(await cluster.ListAsync($"{Metrics}/pods"));
        await cluster.PassAsync(TimeSpan.FromSeconds(31));
        Assert.Single(await cluster.ListAsync($"{Metrics}/pods"));
        await cluster.DeleteAsync($"{Pods}/web");
        await cluster.UntilGoneAsync($"{Metrics}/namespaces/default/pods/web");
    });

    [Fact]
    public void Behaviors_say_what_is_used() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(Behaviors, """
            {"apiVersion":"twin.fairway.dev/v1alpha1","kind":"PodBehavior","metadata":{"name":"busy"},"spec":{
             "selector":{"labels":{"matchLabels":{"app":"busy"} } },
             "usage":{"cpuPercent":150,"memory":"512Mi","variationPercent":0} } }
            """);
        await RunAsync(cluster, "busy", "{\"cpu\":\"200m\"}");
        await RunAsync(cluster, "idle", "{}");
        await cluster.PassAsync(TimeSpan.FromSeconds(31));
        var used = (await PodAsync(cluster, "busy"))["containers"]![0]!["usage"]!;
        Assert.Equal("300m", (string?)used["cpu"]);
        Assert.Equal("524288Ki", (string?)used["memory"]);
        Assert.InRange(MilliCpu((await PodAsync(cluster, "idle"))["containers"]![0]!["usage"]!), 9, 11);
        var selected = await cluster.Api.SendAsync(
            new KubeRequest { Method = "GET", Path = $"{Metrics}/pods", Query = [new("labelSelector", "app=busy")] },
            CancellationToken.None);
        var only = Assert.Single(selected.ReadNode()["items"]!.AsArray());
        Assert.Equal("busy", (string?)only!["metadata"]!["name"]);
    });

    [Fact]
    public void A_leak_is_told_as_it_is() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(Behaviors, """
            {"apiVersion":"twin.fairway.dev/v1alpha1","kind":"PodBehavior","metadata":{"name":"leak"},"spec":{
             "memory":{"start":"60Mi","growthPerMinute":"4Mi"} } }
            """);
        await RunAsync(cluster, "web", "{}");
        await cluster.PassAsync(TimeSpan.FromMinutes(5));
        var told = Kibibytes((await PodAsync(cluster, "web"))["containers"]![0]!["usage"]!);
        Assert.InRange(told, 78 * 1024, 80 * 1024);
    });

    [Fact]
    public void Nodes_use_what_their_pods_use_and_some_more() => TwinCluster.Run(
        async cluster =>
        {
            await cluster.PassAsync(TimeSpan.FromSeconds(31));
            var before = Assert.Single(await cluster.ListAsync($"{Metrics}/nodes"));
            Assert.True(MilliCpu(before["usage"]!) > 0);
            await RunAsync(cluster, "web", "{\"cpu\":\"1\"}");
            await cluster.PassAsync(TimeSpan.FromSeconds(31));
            var name = (string?)before["metadata"]!["name"];
            var after = await cluster.GetAsync($"{Metrics}/nodes/{name}");
            Assert.InRange(MilliCpu(after["usage"]!) - MilliCpu(before["usage"]!), 450, 550);

            await cluster.PatchAsync(
                $"/api/v1/nodes/{name}",
                """{"metadata":{"annotations":{"twin.fairway.dev/dark-since":"2000-01-01T00:00:00Z"} } }""");
            await cluster.UntilGoneAsync($"{Metrics}/nodes/{name}");
            Assert.Empty(await cluster.ListAsync($"{Metrics}/pods"));
        },
        nodes: 1);

    [Fact]
    public void Discovery_lists_what_is_measured() => TwinCluster.Run(async cluster =>
    {
        var groups = (await cluster.GetAsync("/apis"))["groups"]!.AsArray().Select(g => (string?)g!["name"]);
        Assert.Contains("metrics.k8s.io", groups);
        var resources = (await cluster.GetAsync(Metrics))["resources"]!.AsArray();
        Assert.Equal(["NodeMetrics", "PodMetrics"], resources.Select(r => (string?)r!["kind"]));
        Assert.True(await cluster.ExistsAsync("/openapi/v3/apis/metrics.k8s.io/v1beta1"));
        Assert.True(await cluster.ExistsAsync("/openapi/v2"));
        var refusal = await Assert.ThrowsAsync<KubeApiException>(() => cluster.DeleteAsync($"{Metrics}/nodes/x"));
        Assert.Equal(405, refusal.Status);
    });

    [Fact]
    public void A_cluster_without_nodes_measures_nothing() => TwinCluster.Run(
        async cluster =>
        {
            Assert.False(await cluster.ExistsAsync($"{Metrics}/nodes"));
            var groups = (await cluster.GetAsync("/apis"))["groups"]!.AsArray().Select(g => (string?)g!["name"]);
            Assert.DoesNotContain("metrics.k8s.io", groups);
        },
        nodes: 0);

    private static Task<JsonObject> PodAsync(TwinCluster cluster, string name) =>
        cluster.GetAsync($"{Metrics}/namespaces/default/pods/{name}");

    private static async Task RunAsync(TwinCluster cluster, string name, string requests)
    {
        await cluster.PostAsync(Pods, $$"""
            {"metadata":{"name":"{{name}}","labels":{"app":"{{name}}"} },"spec":{"containers":[
             {"name":"app","image":"registry.example/app:1","resources":{"requests":{{requests}} } }]} }
            """);
        await cluster.UntilAsync($"{Pods}/{name}", p => (string?)p["status"]!["phase"] == "Running");
    }

    private static int MilliCpu(JsonNode usage) => int.Parse(
        ((string)usage["cpu"]!).TrimEnd('m'), CultureInfo.InvariantCulture);

    private static int Kibibytes(JsonNode usage) => int.Parse(
        ((string)usage["memory"]!).Replace("Ki", "", StringComparison.Ordinal),
        CultureInfo.InvariantCulture);
}
