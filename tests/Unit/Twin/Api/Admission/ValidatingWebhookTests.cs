using System.Text;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Webhooks;
using Xunit;

namespace Fairway.Tests.Twin.Api.Admission;

public sealed class ValidatingWebhookTests
{
    private const string Maps = "/api/v1/namespaces/a/configmaps";
    private const string Body = """{"metadata":{"name":"m"},"data":{"k":"v"}}""";

    [Theory]
    [InlineData("""{"message":"no","code":418,"reason":"Teapot"}""", 418, "Teapot", ": no")]
    [InlineData("""{"message":"no"}""", 400, null, ": no")]
    [InlineData("""{"reason":"Because","code":200}""", 400, "Because", ": Because")]
    [InlineData("null", 400, null, " without explanation")]
    public async Task A_refusal_is_told_in_the_words_of_the_webhook(
        string status, int code, string? reason, string message)
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.On("/one", (_, response) =>
        {
            response["allowed"] = false;
            response["status"] = JsonNode.Parse(status);
        });
        await session.ValidatingAsync("one");

        var refused = await session.Twin.RefusedAsync(code, "POST", Maps, Body);

        Assert.Equal(
            $"admission webhook \"one.example.com\" denied the request{message}", (string?)refused["message"]);
        Assert.Equal(reason, (string?)refused["reason"]);
        Assert.Equal(code, (int)refused["code"]!);
    }

    [Fact]
    public async Task All_are_asked_at_once_and_the_first_refusal_counts()
    {
        await using var session = await WebhookSession.OpenAsync();
        var gate = new TaskCompletionSource<WebhookAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Hooks
            .OnRaw("/a", (_, _) => gate.Task)
            .On("/b", (_, response) => response["allowed"] = false);
        await session.ValidatingAsync("a");
        await session.ValidatingAsync("b");

        var write = session.Twin.SendAsync("POST", Maps, Body);

        Assert.Equal(["/a", "/b"], session.Hooks.Called);
        Assert.False(write.IsCompleted);
        gate.SetException(new WebhookCallException("EOF"));
        var refused = TwinClient.Body(await write);
        Assert.Equal(
            "Internal error occurred: failed calling webhook \"a.example.com\": failed to call webhook: Post "
            + "\"https://127.0.0.1:9443/a?timeout=10s\": EOF",
            (string?)refused["message"]);
    }

    [Theory]
    [InlineData("Ignore", 201)]
    [InlineData("Fail", 500)]
    public async Task The_failure_policy_decides_where_no_answer_comes(string policy, int status)
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.OnRaw("/one", (_, _) => throw new WebhookCallException("connection refused"));
        await session.ValidatingAsync("one", more: $",\"failurePolicy\":\"{policy}\"");

        var response = await session.Twin.SendAsync("POST", Maps, Body);

        Assert.Equal(status, response.Status);
    }

    [Fact]
    public async Task A_webhook_that_is_too_slow_has_not_answered()
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.OnRaw("/one", NeverAsync);
        await session.ValidatingAsync("one", more: ",\"timeoutSeconds\":3");
        var write = session.Twin.SendAsync("POST", Maps, Body);

        session.Twin.Time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(write.IsCompleted);
        session.Twin.Time.Advance(TimeSpan.FromSeconds(0.1));

        var refused = TwinClient.Body(await write);
        Assert.Equal(500, (int)refused["code"]!);
        Assert.Equal("InternalError", (string?)refused["reason"]);
        Assert.Equal(
            "Internal error occurred: failed calling webhook \"one.example.com\": failed to call webhook: Post "
            + "\"https://127.0.0.1:9443/one?timeout=3s\": context deadline exceeded",
            (string?)refused["message"]);
    }

    [Fact]
    public async Task Warnings_go_with_the_answer_and_with_refusals()
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.On("/one", (request, response) =>
        {
            response["allowed"] = (string?)request["name"] == "m";
            response["warnings"] = new JsonArray("careful");
        });
        await session.ValidatingAsync("one");

        var good = await session.Twin.SendAsync("POST", Maps, Body);
        var bad = await session.Twin.SendAsync("POST", Maps, """{"metadata":{"name":"n"}}""");

        Assert.Equal(["careful"], good.Warnings);
        Assert.Equal(400, bad.Status);
        Assert.Equal(["careful"], bad.Warnings);
    }

    [Fact]
    public async Task Dry_runs_are_told_and_stored_nowhere()
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.Allow("/one");
        await session.ValidatingAsync("one");

        await session.Twin.OkAsync("POST", $"{Maps}?dryRun=All&fieldManager=me", Body);

        var request = Assert.Single(session.Hooks.Requests);
        Assert.True((bool)request["dryRun"]!);
        Assert.Equal(
            """{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1","dryRun":["All"],"fieldManager":"me"}""",
            request["options"]!.ToJsonString());
        await session.Twin.RefusedAsync(404, "GET", $"{Maps}/m");
    }

    [Theory]
    [InlineData("""{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1"}""", "webhook response was absent")]
    [InlineData(
        """{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":{"uid":"x"}}""",
        "expected response.uid=")]
    [InlineData(
        """{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v2","response":{"uid":"UID"}}""",
        "expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got admission.k8s.io/v2, "
        + "Kind=AdmissionReview")]
    [InlineData(
        """
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":{"uid":"UID","patchType":"JSONPatch"}}
        """,
        "validating webhook may not return response.patchType")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1"}""", "Object 'Kind' is missing in")]
    [InlineData("no json", "couldn't get version/kind; json parse error")]
    public async Task An_answer_that_is_none_is_as_good_as_no_answer(string answer, string problem)
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.OnRaw("/one", (call, _) =>
        {
            var uid = (string?)JsonNode.Parse(call.Body.Span)!["request"]!["uid"];
            var text = answer.Replace("UID", uid, StringComparison.Ordinal);
            return Task.FromResult(new WebhookAnswer(200, Encoding.UTF8.GetBytes(text)));
        });
        await session.ValidatingAsync("one");

        var refused = await session.Twin.RefusedAsync(500, "POST", Maps, Body);

        Assert.Contains(problem, (string?)refused["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "", "the server could not find the requested resource")]
    [InlineData(503, "", "the server is currently unable to handle the request")]
    [InlineData(500, "boom", "an error on the server (\"boom\") has prevented the request from succeeding")]
    [InlineData(403, """{"kind":"Status","message":"go away"}""", "go away")]
    public async Task A_status_that_is_no_success_is_told(int status, string body, string message)
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.OnRaw(
            "/one", (_, _) => Task.FromResult(new WebhookAnswer(status, Encoding.UTF8.GetBytes(body))));
        await session.ValidatingAsync("one");

        var refused = await session.Twin.RefusedAsync(500, "POST", Maps, Body);

        Assert.Equal(
            $"Internal error occurred: failed calling webhook \"one.example.com\": failed to call webhook: {message}",
            (string?)refused["message"]);
    }

    [Fact]
    public async Task The_request_says_who_asks_for_what_and_in_which_version()
    {
        await using var session = await WebhookSession.OpenAsync();
        session.Hooks.Allow("/one");
        await session.ValidatingAsync("one");

        await session.Twin.OkAsync("POST", Maps, """{"metadata":{"generateName":"m-"}}""");

        var request = Assert.Single(session.Hooks.Requests);
        Assert.Equal("""{"group":"","version":"v1","kind":"ConfigMap"}""", request["kind"]!.ToJsonString());
        Assert.Equal("""{"group":"","version":"v1","resource":"configmaps"}""", request["resource"]!.ToJsonString());
        Assert.Equal("fairway-admin", (string?)request["userInfo"]!["username"]);
        Assert.Equal("a", (string?)request["namespace"]);
        Assert.StartsWith("m-", (string?)request["name"], StringComparison.Ordinal);
        Assert.False(request.ContainsKey("subResource"));
        Assert.Null(request["oldObject"]);
    }

    [Fact]
    public async Task A_deleted_collection_is_asked_about_object_by_object_without_names()
    {
        await using var session = await WebhookSession.OpenAsync();
        await session.Twin.ConfigMapAsync("m1");
        await session.Twin.ConfigMapAsync("m2");
        session.Hooks.On("/one", (request, response) =>
            response["allowed"] = (string?)request["oldObject"]!["metadata"]!["name"] != "m2");
        await session.ValidatingAsync("one");

        await session.Twin.RefusedAsync(400, "DELETE", Maps);

        Assert.All(session.Hooks.Requests, request => Assert.False(request.ContainsKey("name")));
        await session.Twin.OkAsync("GET", $"{Maps}/m2");
    }

    [Fact]
    public async Task Without_a_way_to_call_webhooks_what_must_be_asked_is_refused()
    {
        await using var twin = new TwinClient();
        await twin.NamespaceAsync("a");
        await twin.OkAsync(
            "POST", "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
            """
            {"metadata":{"name":"x"},"webhooks":[{"name":"x.example.com","clientConfig":{"url":"https://localhost/x"},
            "sideEffects":"None","admissionReviewVersions":["v1"],"rules":[{"apiGroups":[""],"apiVersions":["v1"],
            "operations":["CREATE"],"resources":["configmaps"]}]}]}
            """);

        var refused = await twin.RefusedAsync(500, "POST", Maps, Body);

        Assert.Contains("no way to call webhooks", (string?)refused["message"], StringComparison.Ordinal);
    }

    private static async Task<WebhookAnswer> NeverAsync(WebhookCall call, CancellationToken cancel)
    {
        var never = new TaskCompletionSource<WebhookAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ended = cancel.Register(() => never.TrySetCanceled(cancel));
        return await never.Task;
    }
}
