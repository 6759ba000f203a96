using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Api.Custom;

/// <summary>Objects of a definition: how they are read, written and shown.</summary>
public sealed class CustomResourceTests
{
    private const string One = $"{WidgetClient.Widgets}/one";
    private const string Apply = "application/apply-patch+yaml";

    [Fact]
    public async Task Defaults_come_and_unknown_fields_go_with_a_warning()
    {
        await using var client = await WidgetClient.OpenAsync();

        var answer = await client.SendAsync(
            "POST", WidgetClient.Widgets, WidgetClient.Widget("one", """{"colour":"red","alien":1}"""));

        Assert.Equal("""{"colour":"red","replicas":1}""", TwinClient.Body(answer)["spec"]!.ToJsonString());
        Assert.Equal(["unknown field \"spec.alien\""], answer.Warnings);
    }

    [Fact]
    public async Task Unknown_fields_are_refused_where_that_is_asked_for()
    {
        await using var client = await WidgetClient.OpenAsync();

        var refusal = await client.RefusedAsync(
            400,
            "POST",
            $"{WidgetClient.Widgets}?fieldValidation=Strict",
            WidgetClient.Widget("one", """{"alien":1}"""));

        Assert.Contains(
            "strict decoding error: unknown field \"spec.alien\"",
            refusal["message"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_refused_with_its_place()
    {
        await using var client = await WidgetClient.OpenAsync();

        var refusal = await client.RefusedAsync(
            422, "POST", WidgetClient.Widgets, WidgetClient.Widget("one", """{"colour":"green"}"""));

        Assert.Equal(
            "Widget.example.com \"one\" is invalid: spec.colour: Unsupported value: \"green\": supported values: "
            + "\"red\", \"blue\"",
            refusal["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_object_and_its_status_are_written_apart()
    {
        await using var client = await WidgetClient.OpenAsync();
        await client.OkAsync("POST", WidgetClient.Widgets, WidgetClient.Widget("one"));

        const string Both = """{"spec":{"colour":"red"},"status":{"replicas":7},"metadata":{"labels":{"a":"b"}}}""";
        var status = await client.MergeAsync($"{One}/status", Both);
        var main = await client.MergeAsync(One, Both.Replace("7", "8", StringComparison.Ordinal));

        Assert.Null(status["spec"]!["colour"]);
        Assert.Null(status["metadata"]!["labels"]);
        Assert.Equal(1, (int)status["metadata"]!["generation"]!);
        Assert.Equal(7, (int)main["status"]!["replicas"]!);
        Assert.Equal(2, (int)main["metadata"]!["generation"]!);
    }

    [Fact]
    public async Task Its_scale_reads_and_writes_the_paths_of_the_definition()
    {
        await using var client = await WidgetClient.OpenAsync();
        await client.OkAsync("POST", WidgetClient.Widgets, WidgetClient.Widget("one"));
        await client.MergeAsync($"{One}/status", """{"status":{"replicas":1,"selector":"a=b"}}""");

        await client.MergeAsync($"{One}/scale", """{"spec":{"replicas":5}}""");
        var scale = await client.OkAsync("GET", $"{One}/scale");

        Assert.Equal("""{"replicas":5}""", scale["spec"]!.ToJsonString());
        Assert.Equal("""{"replicas":1,"selector":"a=b"}""", scale["status"]!.ToJsonString());
        Assert.Equal(5, (int)(await client.OkAsync("GET", One))["spec"]!["replicas"]!);
    }

    [Fact]
    public async Task Applies_merge_keyed_lists_by_their_keys()
    {
        await using var client = await WidgetClient.OpenAsync();
        await ApplyAsync(client, "a", """{"ports":[{"name":"http","port":80}]}""");

        var merged = await ApplyAsync(client, "b", """{"ports":[{"name":"https","port":443}]}""");
        var conflict = await client.RefusedAsync(
            409,
            "PATCH",
            $"{One}?fieldManager=b",
            WidgetClient.Widget("one", """{"ports":[{"name":"http","port":81}]}"""),
            Apply);

        Assert.Equal(["http", "https"], merged["spec"]!["ports"]!.AsArray().Select(p => (string)p!["name"]!));
        Assert.Contains(
            """.spec.ports[name="http"].port""", conflict["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strategic_merge_is_no_patch_of_it()
    {
        await using var client = await WidgetClient.OpenAsync();
        await client.OkAsync("POST", WidgetClient.Widgets, WidgetClient.Widget("one"));

        await client.RefusedAsync(
            415, "PATCH", One, """{"spec":{"colour":"red"}}""", "application/strategic-merge-patch+json");
    }

    [Fact]
    public async Task Its_columns_are_those_of_the_definition()
    {
        await using var client = await WidgetClient.OpenAsync();
        await client.OkAsync("POST", WidgetClient.Widgets, WidgetClient.Widget("one"));
        await client.MergeAsync(
            $"{One}/status", """{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""");

        var table = TwinClient.Body(await client.SendAsync(
            "GET", WidgetClient.Widgets, accept: "application/json;as=Table;v=v1;g=meta.k8s.io"));

        Assert.Equal(
            ["Name", "Ready", "Replicas"], table["columnDefinitions"]!.AsArray().Select(c => (string)c!["name"]!));
        Assert.Equal("""["one","True",1]""", table["rows"]![0]!["cells"]!.ToJsonString());
    }

    [Fact]
    public async Task Objects_that_are_older_than_a_default_take_it_when_they_are_read()
    {
        await using var client = await WidgetClient.OpenAsync();
        await client.OkAsync("POST", WidgetClient.Widgets, WidgetClient.Widget("one"));

        await client.OkAsync(
            "PATCH",
            $"{WidgetClient.Definitions}/widgets.example.com",
            """
            [{"op":"add","value":"red",
              "path":"/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/colour/default"}]
            """,
            "application/json-patch+json");

        var one = await client.OkAsync("GET", One);
        var list = await client.OkAsync("GET", WidgetClient.Widgets);
        Assert.Equal("red", (string)one["spec"]!["colour"]!);
        Assert.Equal("red", (string)list["items"]![0]!["spec"]!["colour"]!);
    }

    [Fact]
    public async Task Every_version_shows_what_any_version_wrote()
    {
        await using var client = new TwinClient();
        await client.NamespaceAsync("a");
        var definition = WidgetClient.Definition();
        var beta = (JsonObject)definition["spec"]!["versions"]![0]!.DeepClone();
        beta["name"] = "v1beta1";
        beta["storage"] = false;
        beta["deprecated"] = true;
        definition["spec"]!["versions"]!.AsArray().Add(beta);
        await client.OkAsync("POST", WidgetClient.Definitions, definition.ToJsonString());
        await client.OkAsync("POST", WidgetClient.Widgets, WidgetClient.Widget("one", """{"colour":"red"}"""));

        var shown = await client.SendAsync("GET", One.Replace("/v1/", "/v1beta1/", StringComparison.Ordinal));

        Assert.Equal("example.com/v1beta1", (string)TwinClient.Body(shown)["apiVersion"]!);
        Assert.Equal("red", (string)TwinClient.Body(shown)["spec"]!["colour"]!);
        Assert.Equal(["example.com/v1beta1 Widget is deprecated; use example.com/v1 Widget"], shown.Warnings);
    }

    [Fact]
    public async Task A_generated_name_is_made_and_a_finalizer_holds_it()
    {
        await using var client = await WidgetClient.OpenAsync();
        var body = TwinClient.Json(WidgetClient.Widget("x"));
        body["metadata"] = new JsonObject { ["generateName"] = "w-", ["finalizers"] = new JsonArray("example.com/h") };

        var made = await client.OkAsync("POST", WidgetClient.Widgets, body.ToJsonString());
        var path = $"{WidgetClient.Widgets}/{made["metadata"]!["name"]}";
        var marked = await client.OkAsync("DELETE", path);

        Assert.StartsWith("w-", (string)made["metadata"]!["name"]!, StringComparison.Ordinal);
        Assert.NotNull(marked["metadata"]!["deletionTimestamp"]);
        await client.MergeAsync(path, """{"metadata":{"finalizers":null}}""");
        await client.RefusedAsync(404, "GET", path);
    }

    private static Task<JsonObject> ApplyAsync(TwinClient client, string manager, string spec) =>
        client.OkAsync("PATCH", $"{One}?fieldManager={manager}", WidgetClient.Widget("one", spec), Apply);
}
