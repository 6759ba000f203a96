using System.Text.Json.Nodes;
using Xunit;

namespace Fairway.Tests.Twin.Api.Custom;

/// <summary>What custom resources must keep to beside the shape of their schema.</summary>
public sealed class CustomInvariantTests
{
    private const string One = $"{WidgetClient.Widgets}/one";

    private const string Embedded = """
        {"type":"object","properties":{
          "spec":{"type":"object","properties":{
            "object":{"type":"object","x-kubernetes-embedded-resource":true,
              "x-kubernetes-preserve-unknown-fields":true},
            "names":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}},
            "replicas":{"type":"integer"}}},
          "status":{"type":"object","properties":{"replicas":{"type":"integer","maximum":5}}}}}
        """;

    [Theory]
    [InlineData("""{"object":{"apiVersion":"v1"}}""", "spec.object.kind: Required value")]
    [InlineData(
        """{"object":{"apiVersion":"a/b/c","kind":"X"}}""",
        "spec.object.apiVersion: Invalid value: \"a/b/c\": unexpected GroupVersion string: a/b/c")]
    [InlineData(
        """{"object":{"apiVersion":"v1","kind":""}}""",
        "spec.object.kind: Invalid value: \"\": must not be empty")]
    [InlineData(
        """{"object":{"apiVersion":"v1","kind":"X","metadata":{"name":"a/b"}}}""",
        "spec.object.metadata.name: Invalid value: \"a/b\": may not contain '/'")]
    [InlineData("""{"names":["a","b","a","a"]}""", "spec.names[2]: Duplicate value: \"a\"")]
    [InlineData("""{"replicas":-1}""", ".spec.replicas: Invalid value: -1: should be a non-negative integer")]
    [InlineData(
        """{"replicas":3000000000}""",
        ".spec.replicas: Invalid value: 3000000000: should be less than or equal to 2147483647")]
    public async Task What_breaks_an_invariant_is_refused(string spec, string problem)
    {
        await using var client = await OpenAsync();

        var refusal = await client.RefusedAsync(
            422, "POST", WidgetClient.Widgets, WidgetClient.Widget("one", spec));

        Assert.Equal($"Widget.example.com \"one\" is invalid: {problem}", (string)refusal["message"]!);
    }

    [Fact]
    public async Task A_status_is_judged_by_its_own_schema_and_named_from_itself()
    {
        await using var client = await OpenAsync();
        await client.OkAsync("POST", WidgetClient.Widgets, WidgetClient.Widget("one"));

        var refusal = await client.RefusedAsync(
            422, "PATCH", $"{One}/status", """{"status":{"replicas":6}}""", "application/merge-patch+json");

        Assert.Equal(
            "Widget.example.com \"one\" is invalid: status.replicas: Invalid value: 6: replicas in body should be less "
            + "than or equal to 5",
            (string)refusal["message"]!);
    }

    [Fact]
    public async Task A_finalizer_of_any_name_is_taken_with_a_warning()
    {
        await using var client = await OpenAsync();
        var widget = TwinClient.Json(WidgetClient.Widget("one"));
        widget["metadata"]!["finalizers"] = new JsonArray("mine", "not.mine");

        var answer = await client.SendAsync("POST", WidgetClient.Widgets, widget.ToJsonString());

        Assert.Equal(201, answer.Status);
        Assert.Equal(
            [
                "metadata.finalizers: \"mine\": prefer a domain-qualified finalizer name to avoid accidental conflicts "
                + "with other finalizer writers",
                "metadata.finalizers: \"not.mine\": prefer a domain-qualified finalizer name including a path (/) to "
                + "avoid accidental conflicts with other finalizer writers",
            ],
            answer.Warnings);
    }

    [Fact]
    public async Task Duplicates_that_were_there_before_may_stay()
    {
        await using var client = await OpenAsync(Embedded.Replace(
            "\"x-kubernetes-list-type\":\"set\",", "", StringComparison.Ordinal));
        await client.OkAsync("POST", WidgetClient.Widgets, WidgetClient.Widget("one", """{"names":["a","a"]}"""));
        await client.MergeAsync(
            $"{WidgetClient.Definitions}/widgets.example.com",
            WidgetClient.Definition(Embedded)["spec"]!.ToJsonString() is var spec ? $$$"""{"spec":{{{spec}}}}""" : "");

        await client.MergeAsync(One, """{"spec":{"names":["a","a","b"]}}""");
    }

    private static async Task<TwinClient> OpenAsync(string schema = Embedded)
    {
        var client = new TwinClient();
        await client.NamespaceAsync("a");
        await client.OkAsync("POST", WidgetClient.Definitions, WidgetClient.Definition(schema).ToJsonString());
        return client;
    }
}
