using System.Text.Json.Nodes;
using Fairway.Twin.Api.Webhooks;
using Xunit;

namespace Fairway.Tests.Twin.Api.Admission;

public sealed class MutatingWebhookTests
{
    private const string Maps = "/api/v1/namespaces/a/configmaps";

    [Fact]
    public async Task A_patch_of_a_webhook_is_stored_and_nobody_owns_it()
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.Patch("/one", """[{"op":"add","path":"/data/added","value":"x"}]""");
        await session.MutatingAsync("one");

        await session.Twin.ConfigMapAsync("m");

        var stored = await session.Twin.OkAsync("GET", $"{Maps}/m");
        Assert.Equal("x", (string?)stored["data"]!["added"]);
        var owned = stored["metadata"]!["managedFields"]![0]!["fieldsV1"]!["f:data"]!;
        Assert.NotNull(owned["f:k"]);
        Assert.Null(owned["f:added"]);
    }

    [Fact]
    public async Task Webhooks_are_asked_in_order_of_their_names_and_see_what_the_one_before_has_done()
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks
            .Patch("/b", """[{"op":"add","path":"/data/b","value":"1"}]""")
            .Patch("/a", """[{"op":"add","path":"/data/a","value":"1"}]""");
        await session.MutatingAsync("b");
        await session.MutatingAsync("a");

        await session.Twin.ConfigMapAsync("m");

        Assert.Equal(["/a", "/b"], session.Hooks.Called);
        Assert.Equal("1", (string?)session.Hooks.Requests[1]["object"]!["data"]!["a"]);
    }

    [Theory]
    [InlineData("Never", "/a,/b")]
    [InlineData("IfNeeded", "/a,/b,/a")]
    public async Task A_webhook_sees_the_object_again_if_it_wants_to_and_a_later_one_has_changed_it(
        string policy, string called)
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.Allow("/a").Patch("/b", """[{"op":"add","path":"/data/b","value":"1"}]""");
        await session.MutatingAsync("a", more: $",\"reinvocationPolicy\":\"{policy}\"");
        await session.MutatingAsync("b", more: $",\"reinvocationPolicy\":\"{policy}\"");

        await session.Twin.ConfigMapAsync("m");

        Assert.Equal(called.Split(','), session.Hooks.Called);
    }

    [Fact]
    public async Task Nobody_is_asked_again_where_nothing_has_changed()
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.Allow("/a").Patch("/b", """[{"op":"replace","path":"/data/k","value":"v"}]""");
        await session.MutatingAsync("a", more: ",\"reinvocationPolicy\":\"IfNeeded\"");
        await session.MutatingAsync("b");

        await session.Twin.ConfigMapAsync("m");

        Assert.Equal(["/a", "/b"], session.Hooks.Called);
    }

    [Fact]
    public async Task Defaults_come_after_the_patch()
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.Patch(
            "/one",
            """[{"op":"add","path":"/spec/initContainers","value":[{"name":"added","image":"x:1"}]}]""");
        await session.MutatingAsync("one", "pods");

        var pod = await session.Twin.OkAsync(
            "POST", "/api/v1/namespaces/a/pods",
            """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i:1"}]}}""");

        var added = pod["spec"]!["initContainers"]![0]!;
        Assert.Equal("IfNotPresent", (string?)added["imagePullPolicy"]);
        Assert.Equal("/dev/termination-log", (string?)added["terminationMessagePath"]);
    }

    [Fact]
    public async Task What_a_patch_makes_is_validated()
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.Patch("/one", """[{"op":"add","path":"/data/not~1good","value":"x"}]""");
        await session.MutatingAsync("one");

        var refused = await session.Twin.RefusedAsync(
            422, "POST", Maps, """{"metadata":{"name":"m"},"data":{"k":"v"}}""");

        Assert.Contains("data[not/good]", (string?)refused["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Updates_patches_and_deletions_are_asked_about_with_the_old_object()
    {
        await using var session = await WebhookSession.OpenAsync();
        await session.Twin.ConfigMapAsync("m");
        session.Hooks.Allow("/one");
        await session.MutatingAsync("one");

        await session.Twin.MergeAsync($"{Maps}/m", """{"data":{"k":"w"}}""");
        await session.Twin.OkAsync("DELETE", $"{Maps}/m");

        var (update, deletion) = (session.Hooks.Requests[0], session.Hooks.Requests[1]);
        Assert.Equal("UPDATE", (string?)update["operation"]);
        Assert.Equal("v", (string?)update["oldObject"]!["data"]!["k"]);
        Assert.Equal("w", (string?)update["object"]!["data"]!["k"]);
        Assert.Equal("PatchOptions", (string?)update["options"]!["kind"]);
        Assert.Equal("DELETE", (string?)deletion["operation"]);
        Assert.True(deletion.ContainsKey("object"));
        Assert.Null(deletion["object"]);
        Assert.Equal("w", (string?)deletion["oldObject"]!["data"]!["k"]);
        Assert.Equal("DeleteOptions", (string?)deletion["options"]!["kind"]);
    }

    [Fact]
    public async Task A_patch_of_a_deletion_is_an_error()
    {
        await using var session = await WebhookSession.OpenAsync();
        await session.Twin.ConfigMapAsync("m");
        session.Hooks.Patch("/one", """[{"op":"add","path":"/data/x","value":"1"}]""");
        await session.MutatingAsync("one");

        var refused = await session.Twin.RefusedAsync(500, "DELETE", $"{Maps}/m");

        Assert.Equal(
            "Internal error occurred: admission webhook \"one.example.com\" attempted to modify the object, which is "
            + "not supported for this operation",
            (string?)refused["message"]);
    }

    [Fact]
    public async Task A_webhook_may_change_how_many_a_scale_asks_for()
    {
        await using var session = await WebhookSession.OpenAsync();
        await session.Twin.OkAsync(
            "POST", "/apis/apps/v1/namespaces/a/deployments",
            """
            {"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":
            {"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i:1"}]}}}}
            """);
        session.Hooks.Patch("/one", """[{"op":"replace","path":"/spec/replicas","value":3}]""");
        await session.MutatingAsync("one", "deployments/scale");

        await session.Twin.MergeAsync(
            "/apis/apps/v1/namespaces/a/deployments/d/scale", """{"spec":{"replicas":9}}""");

        var seen = Assert.Single(session.Hooks.Requests);
        Assert.Equal("Scale", (string?)seen["kind"]!["kind"]);
        Assert.Equal("scale", (string?)seen["subResource"]);
        Assert.Equal(9, (int)seen["object"]!["spec"]!["replicas"]!);
        var stored = await session.Twin.OkAsync("GET", "/apis/apps/v1/namespaces/a/deployments/d");
        Assert.Equal(3, (int)stored["spec"]!["replicas"]!);
    }

    [Fact]
    public async Task Managed_fields_that_a_webhook_spoils_stay_as_they_were_with_a_warning()
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.Patch("/one", """[{"op":"remove","path":"/metadata/managedFields/0/fieldsType"}]""");
        await session.MutatingAsync("one");

        var response = await session.Twin.SendAsync("POST", Maps, """{"metadata":{"name":"m"},"data":{"k":"v"}}""");

        Assert.Equal(201, response.Status);
        Assert.Contains(
            ".metadata.managedFields was in an invalid state after admission", Assert.Single(response.Warnings),
            StringComparison.Ordinal);
        var entry = TwinClient.Body(response)["metadata"]!["managedFields"]![0]!;
        Assert.Equal("FieldsV1", (string?)entry["fieldsType"]);
    }

    [Fact]
    public async Task Configurations_themselves_are_nobodys_business()
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.OnRaw("/one", (_, _) => throw new WebhookCallException("down"));
        await session.MutatingAsync("one", "*");
        await session.ValidatingAsync("one", "*");

        const string Path = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/one";
        await session.Twin.MergeAsync(Path, """{"metadata":{"labels":{"a":"b"}}}""");
        await session.Twin.OkAsync("DELETE", Path);

        Assert.Empty(session.Hooks.Called);
    }

    [Fact]
    public async Task A_change_of_the_configuration_holds_for_the_very_next_write()
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.Allow("/one");
        await session.MutatingAsync("one");
        await session.Twin.ConfigMapAsync("m1");
        await session.Twin.OkAsync(
            "DELETE", "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/one");

        await session.Twin.ConfigMapAsync("m2");

        Assert.Single(session.Hooks.Called);
    }
}
