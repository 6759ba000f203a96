using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream;

/// <summary>
/// What test/e2e/apimachinery/crd_publish_openapi.go asserts of the published documents; kubectl explain and apply have
/// their tests among those of kubectl.
/// </summary>
public sealed class PublishOpenApiTests(FleetFixture fleet)
{
    private const string Known =
        """{"type":"object","properties":{"spec":{"type":"object","properties":{"bars":{"type":"string"}}}}}""";

    /// <summary>CustomResourcePublishOpenAPI works for CRD with validation schema</summary>
    /// <summary>CustomResourcePublishOpenAPI works for CRD without validation schema</summary>
    /// <summary>CustomResourcePublishOpenAPI works for CRD preserving unknown fields at the schema root</summary>
    /// <summary>CustomResourcePublishOpenAPI works for CRD preserving unknown fields in an embedded object</summary>
    [Theory]
    [InlineData(Known, "bars")]
    [InlineData("""{"type":"object"}""", "\"Foo\"")]
    [InlineData("""{"type":"object","x-kubernetes-preserve-unknown-fields":true}""", "\"Foo\"")]
    [InlineData(
        """
        {"type":"object","properties":{"spec":{"type":"object","x-kubernetes-preserve-unknown-fields":true,
         "properties":{"dummy":{"type":"string"}}}}}
        """,
        "x-kubernetes-preserve-unknown-fields")]
    public async Task A_definition_is_published_in_both_dialects(string schema, string holds)
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var group = $"{cluster.Namespace}.example.com";
        await cluster.OkAsync("POST", UpstreamCluster.Definitions, Samples.Definition(group, "foos", "Foo", schema));

        Assert.Contains(holds, await SchemaAsync(cluster, group, "v1", "Foo"), StringComparison.Ordinal);
        Assert.Contains(
            $"\"group\":\"{group}\"",
            (await cluster.SendAsync("GET", "/openapi/v2")).Text,
            StringComparison.Ordinal);
    }

    /// <summary>CustomResourcePublishOpenAPI works for multiple CRDs of different groups</summary>
    /// <summary>CustomResourcePublishOpenAPI works for multiple CRDs of same group and version but different
    /// kinds</summary>
    [Fact]
    public async Task Definitions_of_the_same_group_and_of_others_stand_side_by_side()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var (one, two) = ($"one.{cluster.Namespace}.example.com", $"two.{cluster.Namespace}.example.com");
        foreach (var (group, plural, kind) in ((string, string, string)[])
            [(one, "foos", "Foo"), (one, "bars", "Bar"), (two, "foos", "Foo")])
        {
            await cluster.OkAsync(
                "POST", UpstreamCluster.Definitions, Samples.Definition(group, plural, kind, Known));
        }

        Assert.NotEmpty(await SchemaAsync(cluster, one, "v1", "Foo"));
        Assert.NotEmpty(await SchemaAsync(cluster, one, "v1", "Bar"));
        Assert.NotEmpty(await SchemaAsync(cluster, two, "v1", "Foo"));
    }

    /// <summary>CustomResourcePublishOpenAPI works for multiple CRDs of same group but different versions</summary>
    /// <summary>CustomResourcePublishOpenAPI updates the published spec when one version gets renamed</summary>
    /// <summary>CustomResourcePublishOpenAPI removes definition from spec when one version gets changed to not be
    /// served</summary>
    [Fact]
    public async Task What_is_published_follows_the_versions_that_are_served()
    {
        using var cluster = await UpstreamCluster.OfAsync(fleet);
        var group = $"{cluster.Namespace}.example.com";
        var path = $"{UpstreamCluster.Definitions}/foos.{group}";
        await cluster.OkAsync("POST", UpstreamCluster.Definitions, Samples.Definition(
            group, "foos", "Foo", Samples.Version("v2", Known, storage: true), Samples.Version("v3", Known)));
        Assert.NotEmpty(await SchemaAsync(cluster, group, "v3", "Foo"));

        await PatchAsync(cluster, path, """[{"op":"replace","path":"/spec/versions/1/name","value":"v4"}]""");
        Assert.NotEmpty(await SchemaAsync(cluster, group, "v4", "Foo"));
        Assert.Equal(404, (await cluster.SendAsync("GET", $"/openapi/v3/apis/{group}/v3")).Status);

        await PatchAsync(cluster, path, """[{"op":"replace","path":"/spec/versions/1/served","value":false}]""");
        Assert.Equal(404, (await cluster.SendAsync("GET", $"/openapi/v3/apis/{group}/v4")).Status);
        Assert.NotEmpty(await SchemaAsync(cluster, group, "v2", "Foo"));
    }

    private static Task<JsonObject> PatchAsync(UpstreamCluster cluster, string path, string patch) =>
        cluster.OkAsync("PATCH", path, patch, "application/json-patch+json");

    /// <summary>The published schema of a kind, as text; empty where there is none.</summary>
    private static async Task<string> SchemaAsync(UpstreamCluster cluster, string group, string version, string kind)
    {
        var document = await cluster.OkAsync("GET", $"/openapi/v3/apis/{group}/{version}");
        return document["components"]!["schemas"]!.AsObject().Select(s => s.Value!).FirstOrDefault(s =>
            s["x-kubernetes-group-version-kind"]?.AsArray().Any(k => (string?)k!["kind"] == kind) == true)
            ?.ToJsonString() ?? "";
    }
}
