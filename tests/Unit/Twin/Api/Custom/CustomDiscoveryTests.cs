using System.Text.Json.Nodes;
using Fairway.Schema.Custom;
using Fairway.Schema.Documents;
using Fairway.Schema.Resources;
using Xunit;

namespace Fairway.Tests.Twin.Api.Custom;

/// <summary>How clients find out about custom resources.</summary>
public sealed class CustomDiscoveryTests
{
    [Fact]
    public async Task The_group_is_listed_while_its_definition_lasts()
    {
        await using var client = await WidgetClient.OpenAsync();

        var listed = await client.OkAsync("GET", "/apis/example.com/v1");
        await client.OkAsync("DELETE", $"{WidgetClient.Definitions}/widgets.example.com");

        Assert.Equal(
            ["widgets", "widgets/status", "widgets/scale"],
            listed["resources"]!.AsArray().Select(r => (string)r!["name"]!));
        Assert.Equal("""["wi"]""", listed["resources"]![0]!["shortNames"]!.ToJsonString());
        Assert.Equal(404, (await client.SendAsync("GET", "/apis/example.com/v1")).Status);
    }

    [Fact]
    public async Task OpenAPI_shows_the_schema_as_it_was_declared()
    {
        await using var client = await WidgetClient.OpenAsync();

        var document = await client.OkAsync("GET", "/openapi/v3/apis/example.com/v1");

        var schemas = document["components"]!["schemas"]!;
        var widget = schemas["com.example.v1.Widget"]!;
        Assert.Equal(0, (int)widget["properties"]!["spec"]!["properties"]!["replicas"]!["minimum"]!);
        Assert.Equal("Widget", (string)widget["x-kubernetes-group-version-kind"]![0]!["kind"]!);
        Assert.NotNull(widget["properties"]!["metadata"]!["allOf"]);
        Assert.NotNull(schemas["com.example.v1.WidgetList"]);
        Assert.NotNull(schemas["io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"]);
        var patch = document["paths"]!["/apis/example.com/v1/namespaces/{namespace}/widgets/{name}"]!["patch"]!;
        Assert.DoesNotContain(
            "application/strategic-merge-patch+json",
            patch["requestBody"]!["content"]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public void The_documents_of_built_in_resources_are_shared()
    {
        var row = ResourceTable.BuiltIn.Find("apps", "v1", "deployments")! with { Group = "example.com", Kind = "T" };
        var wider = ApiDocuments.Of(ResourceTable.BuiltIn.With([row]));
        var apps = new GroupVersion("apps", "v1");

        Assert.Same(ApiDocuments.Of(ResourceTable.BuiltIn).OpenApi(apps), wider.OpenApi(apps));
        Assert.Same(ApiDocuments.Of(ResourceTable.BuiltIn).Resources(apps), wider.Resources(apps));
        Assert.NotNull(wider.Resources(new GroupVersion("example.com", "v1")));
    }

    [Fact]
    public void Equal_definitions_of_several_clusters_share_their_schema()
    {
        var (one, other) = (Row(), Row());

        Assert.NotSame(one, other);
        Assert.Same(one.Schema, other.Schema);

        static ResourceType Row()
        {
            var definition = CustomDefinition.Read(WidgetClient.Definition()) with
            {
                IsEstablished = true,
                AcceptedNames = new CustomNames { Plural = "widgets", Kind = "Widget" },
            };
            return Assert.Single(CustomRows.Of([definition]));
        }
    }

    [Fact]
    public void A_table_without_more_rows_is_the_same_table() =>
        Assert.Same(ResourceTable.BuiltIn, ResourceTable.BuiltIn.With([]));
}
