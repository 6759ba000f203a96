using System.Text.Json.Nodes;
using Fairway.Twin.Api;
using Xunit;

namespace Fairway.Tests.Twin.Api.Custom;

/// <summary>From the creation of a definition to its end.</summary>
public sealed class DefinitionLifeTests
{
    private const string Definition = $"{WidgetClient.Definitions}/widgets.example.com";

    [Fact]
    public async Task A_definition_is_established_when_its_creation_is_answered()
    {
        await using var client = await WidgetClient.OpenAsync();

        var status = (await client.OkAsync("GET", Definition))["status"]!;

        Assert.Equal(["NamesAccepted True", "Established True"], Conditions(status));
        Assert.Equal("widget", status["acceptedNames"]!["singular"]!.GetValue<string>());
        Assert.Equal("WidgetList", status["acceptedNames"]!["listKind"]!.GetValue<string>());
        Assert.Equal("[\"v1\"]", status["storedVersions"]!.ToJsonString());
    }

    [Fact]
    public async Task Its_objects_go_with_it()
    {
        await using var client = await WidgetClient.OpenAsync();
        await client.OkAsync("POST", WidgetClient.Widgets, WidgetClient.Widget("one"));

        var ending = await client.OkAsync("DELETE", Definition);

        Assert.Equal(
            "[\"customresourcecleanup.apiextensions.k8s.io\"]", ending["metadata"]!["finalizers"]!.ToJsonString());
        await client.RefusedAsync(404, "GET", Definition);
        Assert.Equal(404, (await client.SendAsync("GET", WidgetClient.Widgets)).Status);
        Assert.True(client.Store.View("widgets.example.com").Count == 0);
    }

    [Fact]
    public async Task It_waits_for_an_object_that_is_held_and_takes_no_new_ones()
    {
        await using var client = await WidgetClient.OpenAsync();
        var held = TwinClient.Json(WidgetClient.Widget("held"));
        held["metadata"]!["finalizers"] = new JsonArray("example.com/hold");
        await client.OkAsync("POST", WidgetClient.Widgets, held.ToJsonString());
        await client.OkAsync("DELETE", Definition);

        var waiting = (await client.OkAsync("GET", Definition))["status"]!["conditions"]![2]!;
        var late = await client.RefusedAsync(403, "POST", WidgetClient.Widgets, WidgetClient.Widget("late"));
        await client.MergeAsync($"{WidgetClient.Widgets}/held", """{"metadata":{"finalizers":null}}""");

        Assert.Equal("InstanceDeletionInProgress", waiting["reason"]!.GetValue<string>());
        Assert.EndsWith(
            "create not allowed while custom resource definition is terminating",
            late["message"]!.GetValue<string>(),
            StringComparison.Ordinal);
        await client.RefusedAsync(404, "GET", Definition);
    }

    [Fact]
    public async Task Names_that_are_taken_become_free_with_their_owner()
    {
        await using var client = await WidgetClient.OpenAsync();
        var other = WidgetClient.Definition();
        other["metadata"]!["name"] = "gadgets.example.com";
        other["spec"]!["names"]!["plural"] = "gadgets";
        await client.OkAsync("POST", WidgetClient.Definitions, other.ToJsonString());
        const string Path = $"{WidgetClient.Definitions}/gadgets.example.com";

        var before = (await client.OkAsync("GET", Path))["status"]!;
        await client.OkAsync("DELETE", Definition);
        var after = (await client.OkAsync("GET", Path))["status"]!;

        Assert.Equal(["NamesAccepted False", "Established False"], Conditions(before));
        Assert.Equal(["NamesAccepted True", "Established True"], Conditions(after));
        await client.OkAsync("GET", "/apis/example.com/v1/gadgets");
    }

    [Fact]
    public async Task Definitions_and_their_objects_are_there_after_a_restart()
    {
        await using var client = await WidgetClient.OpenAsync();
        await client.OkAsync("POST", WidgetClient.Widgets, WidgetClient.Widget("one"));

        await using var again = new ApiServer(new ApiServerOptions(client.Store, client.Time, new Random(2)));
        var reply = await again.HandleAsync(
            new ApiCall(new() { Method = "GET", Path = $"{WidgetClient.Widgets}/one" }, ApiUser.Admin),
            TestContext.Current.CancellationToken);

        Assert.True(Assert.IsType<ApiReply.Answer>(reply).Response.IsSuccess);
    }

    [Fact]
    public async Task A_watch_of_its_objects_ends_with_it()
    {
        await using var client = await WidgetClient.OpenAsync();
        await client.OkAsync("POST", WidgetClient.Widgets, WidgetClient.Widget("one"));
        await using var watch = await client.WatchAsync($"{WidgetClient.Widgets}?watch=true");
        Assert.Equal(["Added one"], await TwinClient.EventsAsync(watch, 1));

        await client.OkAsync("DELETE", Definition);

        Assert.Equal(["Deleted one"], await TwinClient.EventsAsync(watch, 2));
    }

    [Fact]
    public async Task A_watch_ends_when_the_schema_changes()
    {
        await using var client = await WidgetClient.OpenAsync();
        await using var watch = await client.WatchAsync($"{WidgetClient.Widgets}?watch=true");

        await client.OkAsync(
            "PATCH",
            Definition,
            """[{"op":"replace","path":"/spec/versions/0/additionalPrinterColumns","value":[]}]""",
            "application/json-patch+json");

        Assert.Null(await watch.NextFramesAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_unknown_group_is_no_path()
    {
        await using var client = new TwinClient();

        var answer = await client.SendAsync("GET", "/apis/example.com/v1/widgets");

        Assert.Equal((404, "text/plain; charset=utf-8"), (answer.Status, answer.ContentType));
    }

    private static IEnumerable<string> Conditions(JsonNode status) =>
        status["conditions"]!.AsArray().Select(c => $"{c!["type"]} {c["status"]}");
}
