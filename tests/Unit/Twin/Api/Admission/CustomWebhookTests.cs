using Xunit;

namespace Fairway.Tests.Twin.Api.Admission;

/// <summary>The rows of test/e2e/apimachinery/webhook.go about custom resources and their definitions.</summary>
public sealed class CustomWebhookTests
{
    private const string Widgets = "/apis/example.com/v1/namespaces/a/widgets";

    /// <summary>should be able to deny custom resource creation, update and deletion</summary>
    [Fact]
    public async Task Custom_resources_are_refused_at_every_step()
    {
        await using var session = await DefinedAsync();
        await session.Twin.OkAsync("POST", Widgets, Widget("w"));
        session.Hooks.On("/one", (_, response) => response["allowed"] = false);
        await session.ValidatingAsync("one", "widgets");

        await session.Twin.RefusedAsync(400, "POST", Widgets, Widget("x"));
        await session.Twin.RefusedAsync(
            400, "PATCH", $"{Widgets}/w", """{"spec":{"a":"z"}}""", "application/merge-patch+json");
        await session.Twin.RefusedAsync(400, "DELETE", $"{Widgets}/w");
    }

    /// <summary>should mutate custom resource with pruning</summary>
    [Fact]
    public async Task What_a_patch_adds_is_pruned_and_defaulted()
    {
        await using var session = await DefinedAsync();
        session.Hooks.Patch(
            "/one",
            """[{"op":"add","path":"/spec/unknown","value":"x"},{"op":"add","path":"/spec/inner","value":{}}]""");
        await session.MutatingAsync("one", "widgets");

        var made = await session.Twin.OkAsync("POST", Widgets, Widget("w"));

        Assert.Null(made["spec"]!["unknown"]);
        Assert.Equal("here", (string?)made["spec"]!["inner"]!["b"]);
    }

    /// <summary>should mutate custom resource with different stored version</summary>
    [Fact]
    public async Task A_webhook_sees_the_version_that_its_rule_names()
    {
        await using var session = await DefinedAsync();
        session.Hooks.Patch("/one", """[{"op":"add","path":"/spec/a","value":"changed"}]""");
        await session.Twin.OkAsync(
            "POST", "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
            """
            {"metadata":{"name":"one"},"webhooks":[{"name":"one.example.com",
            "clientConfig":{"url":"https://127.0.0.1:9443/one"},"sideEffects":"None","admissionReviewVersions":["v1"],
            "rules":[{"apiGroups":["example.com"],"apiVersions":["v2"],"operations":["*"],"resources":["widgets"]}]}]}
            """);

        var made = await session.Twin.OkAsync("POST", Widgets, Widget("w"));

        Assert.Equal("example.com/v2", (string?)session.Hooks.Requests[0]["object"]!["apiVersion"]);
        Assert.Equal("example.com/v1", (string?)made["apiVersion"]);
        Assert.Equal("changed", (string?)made["spec"]!["a"]);
    }

    /// <summary>should deny crd creation</summary>
    [Fact]
    public async Task Definitions_are_refused_too()
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.On("/one", (_, response) => response["allowed"] = false);
        await session.ValidatingAsync("one", "customresourcedefinitions");

        await session.Twin.RefusedAsync(400, "POST", Definitions, Definition);
    }

    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private const string Schema =
        """
        {"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"a":{"type":"string"},
        "inner":{"type":"object","properties":{"b":{"type":"string","default":"here"}}}}}}}}
        """;

    private const string Definition =
        $$$"""
        {"metadata":{"name":"widgets.example.com"},"spec":{"group":"example.com","scope":"Namespaced",
        "names":{"plural":"widgets","kind":"Widget"},"versions":[
        {"name":"v1","served":true,"storage":true,"schema":{{{Schema}}} },
        {"name":"v2","served":true,"storage":false,"schema":{{{Schema}}} }]}}
        """;

    private static string Widget(string name) =>
        $$$"""
        {"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"{{{name}}}"},"spec":{"a":"b"}}
        """;

    private static async Task<WebhookSession> DefinedAsync()
    {
        var session = await WebhookSession.OpenAsync();
        await session.Twin.OkAsync("POST", Definitions, Definition);
        return session;
    }
}
