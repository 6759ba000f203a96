using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream;

/// <summary>What test/e2e/apimachinery/namespace.go asserts.</summary>
public sealed class NamespaceTests(FleetFixture fleet)
{
    /// <summary>Namespaces should ensure that all pods are removed when a namespace is deleted</summary>
    /// <summary>Namespaces should ensure that all services are removed when a namespace is deleted</summary>
    [Theory]
    [InlineData(
        "pods", """{"metadata":{"name":"x"},"spec":{"containers":[{"name":"n","image":"registry.example/n:1"}]}}""")]
    [InlineData("services", """{"metadata":{"name":"x"},"spec":{"ports":[{"port":80}]}}""")]
    public async Task A_namespace_that_goes_takes_its_objects_along(string plural, string body)
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var path = $"/api/v1/namespaces/{cluster.Namespace}";
        var made = await cluster.OkAsync("POST", $"{path}/{plural}", body);
        var revision = (string?)made["metadata"]!["resourceVersion"];

        var deleted = await cluster.OkAsync("DELETE", path);

        Assert.Equal("Terminating", (string?)deleted["status"]!["phase"]);
        var gone = "";
        while (gone != "DELETED")
        {
            var next = await cluster.WatchAsync(
                $"/api/v1/namespaces?watch=true&fieldSelector=metadata.name%3D{cluster.Namespace}"
                    + $"&resourceVersion={revision}",
                1);
            gone = (string)next[0]["type"]!;
            revision = (string?)next[0]["object"]!["metadata"]!["resourceVersion"];
        }

        await cluster.OkAsync("POST", "/api/v1/namespaces", $$"""{"metadata":{"name":"{{cluster.Namespace}}"} }""");
        Assert.Equal(404, (await cluster.SendAsync("GET", $"{path}/{plural}/x")).Status);
    }

    /// <summary>Namespaces should patch a Namespace</summary>
    /// <summary>Namespaces should apply an update to a Namespace</summary>
    [Fact]
    public async Task A_namespace_is_patched_and_updated()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var path = $"/api/v1/namespaces/{cluster.Namespace}";

        var patched = await cluster.OkAsync(
            "PATCH", path, """{"metadata":{"labels":{"testLabel":"testValue"}}}""",
            "application/strategic-merge-patch+json");
        patched["metadata"]!["labels"]!["updated"] = "yes";
        var updated = await cluster.OkAsync("PUT", path, patched.ToJsonString());

        Assert.Equal("testValue", (string?)updated["metadata"]!["labels"]!["testLabel"]);
        Assert.Equal("yes", (string?)updated["metadata"]!["labels"]!["updated"]);
    }

    /// <summary>Namespaces should apply changes to a namespace status</summary>
    [Fact]
    public async Task The_status_of_a_namespace_is_patched_and_updated()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var path = $"/api/v1/namespaces/{cluster.Namespace}/status";

        var patched = await cluster.OkAsync("PATCH", path, """
            {"metadata":{"annotations":{"patched":"true"}},
             "status":{"conditions":[{"type":"StatusPatch","status":"True"}]}}
            """, "application/merge-patch+json");
        patched["status"]!["conditions"]!.AsArray().Add(
            (JsonNode)new JsonObject { ["type"] = "StatusUpdate", ["status"] = "True" });
        var updated = await cluster.OkAsync("PUT", path, patched.ToJsonString());

        Assert.Equal(
            ["StatusPatch", "StatusUpdate"],
            updated["status"]!["conditions"]!.AsArray().Select(c => (string?)c!["type"]));
    }

    /// <summary>Namespaces should apply a finalizer to a Namespace</summary>
    [Fact]
    public async Task A_finalizer_of_a_namespace_comes_and_goes()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var path = $"/api/v1/namespaces/{cluster.Namespace}/finalize";
        var live = await cluster.OkAsync("GET", $"/api/v1/namespaces/{cluster.Namespace}");
        live["spec"]!["finalizers"]!.AsArray().Add((JsonNode)"e2e.example.com/fakeFinalizer");

        var added = await cluster.OkAsync("PUT", path, live.ToJsonString());
        Assert.Equal(2, added["spec"]!["finalizers"]!.AsArray().Count);
        added["spec"]!["finalizers"] = new JsonArray("kubernetes");
        var removed = await cluster.OkAsync("PUT", path, added.ToJsonString());
        Assert.Single(removed["spec"]!["finalizers"]!.AsArray());
    }

    /// <summary>OrderedNamespaceDeletion namespace deletion should delete pod first</summary>
    [Fact]
    public async Task Pods_go_before_the_rest()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var path = $"/api/v1/namespaces/{cluster.Namespace}";
        await cluster.OkAsync("POST", $"{path}/pods", """
            {"metadata":{"name":"x","finalizers":["e2e.example.com/finalizer"]},
             "spec":{"containers":[{"name":"n","image":"registry.example/n:1"}]}}
            """);
        await cluster.OkAsync("POST", $"{path}/configmaps", """{"metadata":{"name":"kept"}}""");
        var last = await cluster.OkAsync("DELETE", path);

        while ((string?)last["kind"] != "Pod" || last["metadata"]!["deletionTimestamp"] is null)
        {
            var version = last["metadata"]!["resourceVersion"];
            var events = await cluster.WatchAsync($"{path}/pods?watch=true&resourceVersion={version}", 1);
            last = events[0]["object"]!.AsObject();
        }

        await cluster.OkAsync("GET", $"{path}/configmaps/kept");
        await cluster.OkAsync(
            "PATCH", $"{path}/pods/x", """{"metadata":{"finalizers":null}}""", "application/merge-patch+json");
    }
}
