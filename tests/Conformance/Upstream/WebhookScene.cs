using Fairway.Conformance.Hosts;
using Fairway.Conformance.Kubectl;

namespace Fairway.Conformance.Upstream;

/// <summary>A webhook server, and a namespace that alone is asked about.</summary>
internal sealed class WebhookScene(KubectlSession kubectl, WebhookServer server) : IAsyncDisposable
{
    private readonly HashSet<string> configured = [];

    public KubectlSession Kubectl => kubectl;

    /// <summary>The name of the configuration of a kind, Mutating or Validating.</summary>
    public string Name(string kind) => $"{kubectl.Namespace}-{kind.ToLowerInvariant()}";

    /// <summary>Fields of a webhook that is called by its URL.</summary>
    public string Url(string path, string? bundle = null) =>
        "\"clientConfig\":{"
        + $"\"url\":\"https://localhost:{server.Port}{path}\",\"caBundle\":\"{bundle ?? server.CaBundle}\"" + "}";

    /// <summary>Fields of a webhook that is called by the Service that stands for this machine.</summary>
    public string Service(string path) =>
        "\"clientConfig\":{\"service\":{"
        + $"\"namespace\":\"{kubectl.Namespace}\",\"name\":\"hook\",\"path\":\"{path}\",\"port\":{server.Port}" + "},"
        + $"\"caBundle\":\"{server.CaBundle}\"" + "}";

    /// <summary>Configures webhooks for ConfigMaps, in place of those of the kind that were there.</summary>
    public async Task ConfigureAsync(string kind, params string[] webhooks)
    {
        await kubectl.DoAsync(
            "apply -f -",
            """
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"hook"},
            "spec":{"type":"ExternalName","externalName":"localhost"}}
            """);
        var entries = webhooks.Select((fields, i) =>
            $"{{\"name\":\"w{i}.example.com\",\"sideEffects\":\"None\",\"admissionReviewVersions\":[\"v1\"],"
            + "\"namespaceSelector\":{\"matchLabels\":{\"scene\":\"" + kubectl.Namespace + "\"}},"
            + "\"rules\":[{\"apiGroups\":[\"\"],\"apiVersions\":[\"v1\"],\"operations\":[\"*\"],"
            + $"\"resources\":[\"configmaps\"]}}],{fields}}}");
        configured.Add(kind);
        await kubectl.DoAsync(
            "apply -f -",
            $"{{\"apiVersion\":\"admissionregistration.k8s.io/v1\",\"kind\":\"{kind}WebhookConfiguration\","
            + $"\"metadata\":{{\"name\":\"{Name(kind)}\",\"labels\":{{\"scene\":\"{kubectl.Namespace}\"}}}},"
            + $"\"webhooks\":[{string.Join(',', entries)}]}}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var kind in configured.Order(StringComparer.Ordinal))
        {
            await kubectl.DoAsync(
                $"delete {kind.ToLowerInvariant()}webhookconfiguration {Name(kind)} --ignore-not-found");
        }

        await server.DisposeAsync();
    }
}
