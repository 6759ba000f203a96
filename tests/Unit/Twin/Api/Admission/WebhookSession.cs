using System.Text.Json.Nodes;

namespace Fairway.Tests.Twin.Api.Admission;

/// <summary>A twin with webhooks in process, and the shortest ways to configure them.</summary>
internal sealed class WebhookSession : IAsyncDisposable
{
    private const string Group = "/apis/admissionregistration.k8s.io/v1";

    public WebhookSession() => Twin = new TwinClient(webhooks: Hooks);

    public FakeWebhooks Hooks { get; } = new();

    public TwinClient Twin { get; }

    public static async Task<WebhookSession> OpenAsync()
    {
        var session = new WebhookSession();
        await session.Twin.NamespaceAsync("a");
        return session;
    }

    /// <summary>Configures one mutating webhook at a path.</summary>
    /// <param name="name">Of the configuration; its webhook is NAME.example.com.</param>
    /// <param name="resources">Resources of the core group, or <c>GROUP/RESOURCE</c>.</param>
    /// <param name="more">More fields of the webhook, as JSON members with a leading comma.</param>
    public Task<JsonObject> MutatingAsync(string name, string resources = "configmaps", string more = "") =>
        ConfigureAsync("MutatingWebhookConfiguration", name, resources, more);

    /// <summary>The same for a validating webhook.</summary>
    public Task<JsonObject> ValidatingAsync(string name, string resources = "configmaps", string more = "") =>
        ConfigureAsync("ValidatingWebhookConfiguration", name, resources, more);

    public ValueTask DisposeAsync() => Twin.DisposeAsync();

    private Task<JsonObject> ConfigureAsync(string kind, string name, string resources, string more) => Twin.OkAsync(
        "POST",
        $"{Group}/{kind.ToLowerInvariant()}s",
        $$"""
        {"metadata":{"name":"{{name}}"},"webhooks":[{"name":"{{name}}.example.com",
        "clientConfig":{"url":"https://127.0.0.1:9443/{{name}}"},"sideEffects":"None",
        "admissionReviewVersions":["v1"],
        "rules":[{"apiGroups":["*"],"apiVersions":["*"],"operations":["*"],"resources":["{{resources}}"]}]{{more}}}]}
        """);
}
