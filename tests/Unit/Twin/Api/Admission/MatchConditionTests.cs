using Xunit;

namespace Fairway.Tests.Twin.Api.Admission;

public sealed class MatchConditionTests
{
    private const string Maps = "/api/v1/namespaces/a/configmaps";

    [Theory]
    [InlineData("object.metadata.name != 'skip-me'", "m", 1)]
    [InlineData("object.metadata.name != 'skip-me'", "skip-me", 0)]
    [InlineData("request.operation == 'DELETE'", "m", 0)]
    [InlineData("request.userInfo.username == 'fairway-admin'", "m", 1)]
    public async Task A_webhook_is_asked_where_its_conditions_hold(string expression, string name, int calls)
    {
        await using var session = await ConfiguredAsync(expression);

        await session.Twin.ConfigMapAsync(name);

        Assert.Equal(calls, session.Hooks.Called.Count);
    }

    [Fact]
    public async Task A_condition_that_cannot_be_told_refuses_the_write()
    {
        await using var session = await ConfiguredAsync("object.data.nothing == 'x'");

        var refused = await session.Twin.RefusedAsync(403, "POST", Maps, """{"metadata":{"name":"m"}}""");

        Assert.StartsWith(
            "configmaps \"m\" is forbidden: expression 'object.data.nothing == 'x'' resulted in error:",
            (string?)refused["message"],
            StringComparison.Ordinal);
        Assert.Empty(session.Hooks.Called);
    }

    [Fact]
    public async Task A_webhook_that_fails_open_is_passed_over_then()
    {
        await using var session = await ConfiguredAsync("object.data.nothing == 'x'", ",\"failurePolicy\":\"Ignore\"");

        await session.Twin.ConfigMapAsync("m");

        Assert.Empty(session.Hooks.Called);
    }

    [Fact]
    public async Task A_condition_that_does_not_compile_is_refused()
    {
        await using var session = await WebhookSession.OpenAsync();

        var refused = await session.Twin.RefusedAsync(
            422, "POST", "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations",
            """
            {"metadata":{"name":"one"},"webhooks":[{"name":"one.example.com","clientConfig":{"url":"https://localhost"},
            "sideEffects":"None","admissionReviewVersions":["v1"],
            "matchConditions":[{"name":"a","expression":"oops"}]}]}
            """);

        Assert.Contains("undeclared reference to 'oops'", (string?)refused["message"], StringComparison.Ordinal);
    }

    private static async Task<WebhookSession> ConfiguredAsync(string expression, string more = "")
    {
        var session = await WebhookSession.OpenAsync();
        session.Hooks.Allow("/one");
        await session.ValidatingAsync(
            "one",
            more: $",\"matchConditions\":[{{\"name\":\"c\",\"expression\":\"{expression}\"}}]{more}");
        return session;
    }
}
