using Xunit;

namespace Fairway.Tests.Twin.Api.Admission;

public sealed class WebhookServiceTests
{
    private const string Maps = "/api/v1/namespaces/a/configmaps";

    private const string Slice =
        """
        {"metadata":{"name":"hook-1","labels":{"kubernetes.io/service-name":"hook"}},"addressType":"IPv4",
        "endpoints":[{"addresses":["10.0.0.7"]}],"ports":[{"name":"web","port":9443}]}
        """;

    [Fact]
    public async Task A_service_of_an_external_name_is_called_on_this_machine_by_its_own_name()
    {
        await using var session = await ConfiguredAsync("""{"type":"ExternalName","externalName":"localhost"}""");

        await session.Twin.ConfigMapAsync("m");

        var call = Assert.Single(session.Hooks.Calls);
        Assert.Equal("https://hook.a.svc:8443/check?timeout=10s", call.Url.OriginalString);
        Assert.Equal("localhost:8443", call.Address);
        Assert.False(call.MayUseHttp2);
    }

    [Fact]
    public async Task A_service_without_endpoints_cannot_be_called()
    {
        await using var session = await ConfiguredAsync("""{"ports":[{"name":"web","port":8443}]}""");

        Assert.Equal(Failed("no endpoints available for service \"hook\""), await RefusalAsync(session));
    }

    [Fact]
    public async Task Endpoints_beyond_this_machine_are_not_called_and_the_error_says_what_to_do()
    {
        await using var session = await ConfiguredAsync("""{"ports":[{"name":"web","port":8443}]}""");
        await session.Twin.OkAsync("POST", "/apis/discovery.k8s.io/v1/namespaces/a/endpointslices", Slice);

        var message = await RefusalAsync(session);

        Assert.Contains(
            "the twin calls webhooks on loopback addresses only, and 10.0.0.7 is none", message,
            StringComparison.Ordinal);
        Assert.Contains("externalName localhost", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_the_service_lacks_is_told()
    {
        await using var session = await ConfiguredAsync("""{"ports":[{"port":443}]}""");

        Assert.Equal(Failed("no service port 8443 found for service \"hook\""), await RefusalAsync(session));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_told()
    {
        await using var session = await ConfiguredAsync(null);

        Assert.Equal(Failed("service \"hook\" not found"), await RefusalAsync(session));
    }

    private static string Failed(string why) =>
        "Internal error occurred: failed calling webhook \"one.example.com\": failed to call webhook: Post "
        + $"\"https://hook.a.svc:8443/check?timeout=10s\": {why}";

    private static async Task<string> RefusalAsync(WebhookSession session)
    {
        var refused = await session.Twin.RefusedAsync(500, "POST", Maps, """{"metadata":{"name":"m"}}""");
        return (string)refused["message"]!;
    }

    private static async Task<WebhookSession> ConfiguredAsync(string? spec)
    {
        var session = await WebhookSession.OpenAsync();
        session.Hooks.Allow("/check");
        if (spec is not null)
        {
            await session.Twin.OkAsync(
                "POST", "/api/v1/namespaces/a/services", $$"""{"metadata":{"name":"hook"},"spec":{{spec}}}""");
        }

        await session.Twin.OkAsync(
            "POST",
            "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
            """
            {"metadata":{"name":"one"},"webhooks":[{"name":"one.example.com",
            "clientConfig":{"service":{"namespace":"a","name":"hook","path":"/check","port":8443}},"sideEffects":"None",
            "admissionReviewVersions":["v1"],"rules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],
            "resources":["configmaps"]}]}]}
            """);
        return session;
    }
}
