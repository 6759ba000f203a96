using System.Text.Json.Nodes;
using Fairway.Tests.Twin.Api.Custom;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour;

/// <summary>Custom resources among what the controllers clean up, whenever their definition came.</summary>
public sealed class CustomResourceTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private const string Widgets = "/apis/example.com/v1/namespaces/default/widgets";

    [Fact]
    public void What_a_custom_resource_owns_goes_with_it() => TwinCluster.Run(async cluster =>
    {
        var owner = await WidgetAsync(cluster);
        await cluster.PostAsync(Maps, Owned("ConfigMap", "v1", owner));
        await cluster.PassAsync(TimeSpan.FromSeconds(5));

        await cluster.DeleteAsync($"{Widgets}/one");

        await cluster.UntilGoneAsync($"{Maps}/owned");
    });

    [Fact]
    public void What_it_owns_goes_even_where_the_definition_goes_at_once() => TwinCluster.Run(async cluster =>
    {
        var owner = await WidgetAsync(cluster);
        await cluster.PostAsync(Maps, Owned("ConfigMap", "v1", owner));
        await cluster.PassAsync(TimeSpan.FromSeconds(5));

        await cluster.DeleteAsync($"{WidgetClient.Definitions}/widgets.example.com");

        await cluster.UntilGoneAsync($"{Maps}/owned");
    });

    [Fact]
    public void A_custom_resource_goes_with_its_owner() => TwinCluster.Run(async cluster =>
    {
        await WidgetAsync(cluster);
        var owner = await cluster.PostAsync(Maps, """{"metadata":{"name":"owner"}}""");
        var owned = JsonNode.Parse(Owned("Widget", "example.com/v1", owner))!;
        owned["spec"] = new JsonObject();
        await cluster.PostAsync(Widgets, owned.ToJsonString());
        await cluster.PassAsync(TimeSpan.FromSeconds(5));

        await cluster.DeleteAsync($"{Maps}/owner");

        await cluster.UntilGoneAsync($"{Widgets}/owned");
    });

    [Fact]
    public void Custom_resources_go_with_their_namespace() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"a"}}""");
        await cluster.PostAsync(WidgetClient.Definitions, WidgetClient.Definition().ToJsonString());
        await cluster.PostAsync(WidgetClient.Widgets, WidgetClient.Widget("one"));

        await cluster.DeleteAsync("/api/v1/namespaces/a");

        await cluster.UntilGoneAsync("/api/v1/namespaces/a");
        Assert.Empty(await cluster.ListAsync("/apis/example.com/v1/widgets"));
    });

    [Fact]
    public void A_custom_resource_that_is_held_holds_its_namespace() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"a"}}""");
        await cluster.PostAsync(WidgetClient.Definitions, WidgetClient.Definition().ToJsonString());
        var held = JsonNode.Parse(WidgetClient.Widget("held"))!;
        held["metadata"]!["finalizers"] = new JsonArray("example.com/hold");
        await cluster.PostAsync(WidgetClient.Widgets, held.ToJsonString());

        await cluster.DeleteAsync("/api/v1/namespaces/a");
        await cluster.PassAsync(TimeSpan.FromSeconds(20));
        Assert.True(await cluster.ExistsAsync("/api/v1/namespaces/a"));
        const string Path = $"{WidgetClient.Widgets}/held";
        await cluster.PutAsync(Path, Released(await cluster.GetAsync(Path)));

        await cluster.UntilGoneAsync("/api/v1/namespaces/a");
    });

    private static string Released(JsonObject held)
    {
        held["metadata"]!.AsObject().Remove("finalizers");
        return held.ToJsonString();
    }

    private static async Task<JsonObject> WidgetAsync(TwinCluster cluster)
    {
        await cluster.PostAsync(WidgetClient.Definitions, WidgetClient.Definition().ToJsonString());
        return await cluster.PostAsync(Widgets, WidgetClient.Widget("one"));
    }

    private static string Owned(string kind, string apiVersion, JsonObject owner) => new JsonObject
    {
        ["apiVersion"] = apiVersion,
        ["kind"] = kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = "owned",
            ["ownerReferences"] = new JsonArray(new JsonObject
            {
                ["apiVersion"] = owner["apiVersion"]!.DeepClone(),
                ["kind"] = owner["kind"]!.DeepClone(),
                ["name"] = owner["metadata"]!["name"]!.DeepClone(),
                ["uid"] = owner["metadata"]!["uid"]!.DeepClone(),
            }),
        },
    }.ToJsonString();
}
