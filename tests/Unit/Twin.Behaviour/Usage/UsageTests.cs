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
    private const string Service = "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io";
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io";
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
        Assert.Equal("512Mi", (string?)used["memory"]);
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
    public void The_service_behind_it_is_listed_as_available() => TwinCluster.Run(async cluster =>
    {
        var service = await cluster.GetAsync(Service);
        Assert.Equal("metrics-server", (string?)service["spec"]!["service"]!["name"]);
        var available = Assert.Single(service["status"]!["conditions"]!.AsArray())!;
        Assert.Equal("Available True Passed", $"{available["type"]} {available["status"]} {available["reason"]}");
        var row = Assert.Single((await AsAsync(cluster, Service, Table))["rows"]!.AsArray());
        Assert.Equal("kube-system/metrics-server", (string?)row!["cells"]![1]);
        Assert.Equal("True", (string?)row["cells"]![2]);
    });

    [Fact]
    public void Aggregated_discovery_lists_it_last_but_custom_resources() => TwinCluster.Run(async cluster =>
    {
        var groups = (await AsAsync(
            cluster, "/apis", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"))["items"]!
            .AsArray();
        var group = groups.Single(g => (string?)g!["metadata"]!["name"] == "metrics.k8s.io")!;
        var version = Assert.Single(group["versions"]!.AsArray())!;
        Assert.Equal("v1beta1 Current", $"{version["version"]} {version["freshness"]}");
        Assert.Equal(
            ["nodes NodeMetrics Cluster get,list", "pods PodMetrics Namespaced get,list"],
            version["resources"]!.AsArray().Select(r =>
                $"{r!["resource"]} {r["responseKind"]!["kind"]} {r["scope"]} "
                    + string.Join(',', r["verbs"]!.AsArray())));
    });

    [Fact]
    public void Tables_show_what_is_used() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(Behaviors, """
            {"apiVersion":"twin.fairway.dev/v1alpha1","kind":"PodBehavior","metadata":{"name":"even"},"spec":{
             "usage":{"cpu":"250m","memory":"48Mi","variationPercent":0} } }
            """);
        await cluster.PostAsync(Pods, """
            {"metadata":{"name":"two"},"spec":{"containers":[
             {"name":"a","image":"registry.example/app:1"},{"name":"b","image":"registry.example/app:1"}]} }
            """);
        await cluster.UntilAsync($"{Metrics}/namespaces/default/pods/two", _ => true);
        var table = await AsAsync(cluster, $"{Metrics}/namespaces/default/pods", Table);
        Assert.Equal(
            ["Name string name", "cpu string quantity", "memory string quantity", "Window string duration"],
            table["columnDefinitions"]!.AsArray().Select(c => $"{c!["name"]} {c["type"]} {c["format"]}"));
        Assert.Equal("""["two","500m","96Mi","15s"]""", table["rows"]![0]!["cells"]!.ToJsonString());
        var nodes = await AsAsync(cluster, $"{Metrics}/nodes", Table);
        Assert.Equal(2, nodes["rows"]!.AsArray().Count);
        Assert.Equal("15s", (string?)nodes["rows"]![0]!["cells"]![3]);
    });

    [Theory]
    [InlineData("namespaces/default/pods/none", "pods \"default/none\" not found")]
    [InlineData("namespaces/default/pods/young", "podmetrics.metrics.k8s.io \"default/young\" not found")]
    [InlineData("nodes/none", "node \"none\" not found")]
    public void What_is_not_known_is_refused_in_the_words_of_metrics_server(string path, string message) =>
        TwinCluster.Run(async cluster =>
        {
            await RunAsync(cluster, "young", "{}");
            var refusal = await Assert.ThrowsAsync<KubeApiException>(() => cluster.GetAsync($"{Metrics}/{path}"));
            Assert.Equal((404, message), (refusal.Status, refusal.Message));
        });

    [Fact]
    public void A_cluster_without_nodes_measures_nothing() => TwinCluster.Run(
        async cluster =>
        {
            Assert.False(await cluster.ExistsAsync($"{Metrics}/nodes"));
            var groups = (await cluster.GetAsync("/apis"))["groups"]!.AsArray().Select(g => (string?)g!["name"]);
            Assert.DoesNotContain("metrics.k8s.io", groups);
            Assert.False(await cluster.ExistsAsync(Service));
        },
        nodes: 0);

    private static async Task<JsonObject> AsAsync(TwinCluster cluster, string path, string accept)
    {
        var request = new KubeRequest { Method = "GET", Path = path, Accept = accept };
        return (JsonObject)(await cluster.Api.SendAsync(request, CancellationToken.None)).ReadNode();
    }

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

    private static int Kibibytes(JsonNode usage) =>
        (int)(Fairway.Schema.Quantities.Quantity.Parse((string)usage["memory"]!).Value / 1024);
}
