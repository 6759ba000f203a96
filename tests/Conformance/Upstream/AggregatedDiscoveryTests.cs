using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream;

/// <summary>What test/e2e/apimachinery/aggregated_discovery.go asserts.</summary>
public sealed class AggregatedDiscoveryTests(FleetFixture fleet)
{
    private const string V2 = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private const string V2Beta1 = "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList";

    /// <summary>AggregatedDiscovery should support raw aggregated discovery endpoint Accept headers</summary>
    [Theory]
    [InlineData(V2, V2)]
    [InlineData(V2Beta1, V2Beta1)]
    [InlineData($"{V2},{V2Beta1},application/json", V2)]
    [InlineData("application/json", "application/json")]
    public async Task The_accept_header_chooses_the_document(string accept, string contentType)
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);

        foreach (var path in (string[])["/api", "/apis"])
        {
            var answer = await cluster.SendAsync("GET", path, accept: accept);
            Assert.Equal((200, contentType), (answer.Status, answer.ContentType.Replace("; ", ";")));
        }
    }

    /// <summary>AggregatedDiscovery should support aggregated discovery interface</summary>
    [Fact]
    public async Task The_document_names_each_built_in_group_with_its_resources()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);

        var core = await cluster.OkAsync("GET", "/api", accept: V2);
        var groups = await cluster.OkAsync("GET", "/apis", accept: V2);

        Assert.Contains("pods", Resources(core["items"]![0]!, "v1"));
        foreach (var (group, version, resource) in ((string, string, string)[])
            [
                ("apps", "v1", "deployments"), ("batch", "v1", "jobs"),
                ("autoscaling", "v2", "horizontalpodautoscalers"),
                ("networking.k8s.io", "v1", "ingresses"), ("storage.k8s.io", "v1", "storageclasses"),
                ("rbac.authorization.k8s.io", "v1", "clusterroles"), ("policy", "v1", "poddisruptionbudgets"),
                ("apiextensions.k8s.io", "v1", "customresourcedefinitions"),
                ("admissionregistration.k8s.io", "v1", "validatingwebhookconfigurations"),
            ])
        {
            Assert.Contains(resource, Resources(Group(groups, group)!, version));
        }
    }

    /// <summary>AggregatedDiscovery should support aggregated discovery interface for CRDs</summary>
    /// <summary>AggregatedDiscovery should support raw aggregated discovery request for CRDs</summary>
    [Fact]
    public async Task A_definition_comes_into_the_document_and_goes()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var group = $"{cluster.Namespace}.example.com";
        await cluster.OkAsync("POST", UpstreamCluster.Definitions, Samples.Definition(group, "foos", "Foo"));

        var found = Group(await cluster.OkAsync("GET", "/apis", accept: V2), group);
        Assert.Contains("foos", Resources(found!, "v1"));

        await cluster.OkAsync("DELETE", $"{UpstreamCluster.Definitions}/foos.{group}");
        Assert.Null(Group(await cluster.OkAsync("GET", "/apis", accept: V2), group));
    }

    private static JsonNode? Group(JsonObject document, string name) =>
        document["items"]!.AsArray().FirstOrDefault(g => (string?)g!["metadata"]!["name"] == name);

    private static IEnumerable<string?> Resources(JsonNode group, string version) =>
        group["versions"]!.AsArray().First(v => (string?)v!["version"] == version)!["resources"]!.AsArray()
            .Select(r => (string?)r!["resource"]);
}
