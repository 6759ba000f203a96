using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Api;

public sealed class DeletionTests
{
    private const string ConfigMap = "/api/v1/namespaces/a/configmaps/x";
    private const string Pod = "/api/v1/namespaces/a/pods/p";

    [Theory]
    [InlineData("""{"gracePeriodSeconds":"x"}""")]
    [InlineData("""{"preconditions":[1]}""")]
    [InlineData("""{"dryRun":"All"}""")]
    [InlineData("""{"propagationPolicy":7}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task Options_of_the_wrong_shape_are_refused_and_delete_nothing(string options)
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        await twin.ConfigMapAsync("x");
        var status = await twin.RefusedAsync(400, "DELETE", ConfigMap, options);
        Assert.Equal("BadRequest", status["reason"]!.GetValue<string>());
        await twin.OkAsync("GET", ConfigMap);
    }

    [Fact]
    public async Task A_pod_on_a_node_is_marked_first_and_goes_when_its_kubelet_says_so()
    {
        await using var twin = new TwinClient();
        await PodAsync(twin, node: "n");
        var marked = await twin.OkAsync("DELETE", Pod);
        Assert.Equal(30, marked["metadata"]!["deletionGracePeriodSeconds"]!.GetValue<long>());
        await twin.OkAsync("GET", Pod);
        await twin.OkAsync("DELETE", Pod, """{"gracePeriodSeconds":0}""");
        await twin.RefusedAsync(404, "GET", Pod);
    }

    [Fact]
    public async Task A_pod_without_a_node_goes_at_once()
    {
        await using var twin = new TwinClient();
        await PodAsync(twin, node: "");
        await twin.OkAsync("DELETE", Pod);
        await twin.RefusedAsync(404, "GET", Pod);
    }

    [Fact]
    public async Task Grace_is_made_shorter_and_never_longer()
    {
        await using var twin = new TwinClient();
        await PodAsync(twin, node: "n");
        await twin.OkAsync("DELETE", Pod, """{"gracePeriodSeconds":20}""");
        Assert.Equal(20, await GraceAsync(twin, """{"gracePeriodSeconds":60}"""));
        Assert.Equal(5, await GraceAsync(twin, """{"gracePeriodSeconds":5}"""));
        Assert.Equal(5, await GraceAsync(twin, "{}"));
    }

    [Fact]
    public async Task Propagation_is_told_to_the_garbage_collector_by_a_finalizer()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        await twin.ConfigMapAsync("x");
        var marked = await twin.OkAsync("DELETE", $"{ConfigMap}?propagationPolicy=Foreground");
        Assert.Equal("foregroundDeletion", marked["metadata"]!["finalizers"]![0]!.GetValue<string>());
        await twin.MergeAsync(ConfigMap, """{"metadata":{"finalizers":null}}""");
        await twin.RefusedAsync(404, "GET", ConfigMap);
    }

    [Fact]
    public async Task A_namespace_stays_until_its_finalizers_are_gone()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        var marked = await twin.OkAsync("DELETE", "/api/v1/namespaces/a");
        Assert.Equal("Terminating", marked["status"]!["phase"]!.GetValue<string>());
        await twin.RefusedAsync(403, "POST", "/api/v1/namespaces/a/configmaps", """{"metadata":{"name":"late"}}""");
        await twin.OkAsync("PUT", "/api/v1/namespaces/a/finalize", """{"metadata":{"name":"a"},"spec":{}}""");
        await twin.RefusedAsync(404, "GET", "/api/v1/namespaces/a");
    }

    [Fact]
    public async Task A_collection_goes_by_its_selector()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        await twin.ConfigMapAsync("x", labels: """{"go":"1"}""");
        await twin.ConfigMapAsync("y");
        await twin.OkAsync("DELETE", "/api/v1/namespaces/a/configmaps?labelSelector=go%3D1");
        await twin.RefusedAsync(404, "GET", ConfigMap);
        await twin.OkAsync("GET", "/api/v1/namespaces/a/configmaps/y");
    }

    private static async Task<long> GraceAsync(TwinClient twin, string options)
    {
        var marked = await twin.OkAsync("DELETE", Pod, options);
        return marked["metadata"]!["deletionGracePeriodSeconds"]!.GetValue<long>();
    }

    private static async Task<JsonObject> PodAsync(TwinClient twin, string node)
    {
        await twin.NamespaceAsync("a");
        return await twin.OkAsync(
            "POST",
            "/api/v1/namespaces/a/pods",
            $$$"""
            {"metadata":{"name":"p"},"spec":{"nodeName":"{{{node}}}","containers":[{"name":"c","image":"i"}]}}
            """);
    }
}
