using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Webhooks;

/// <summary>Where a webhook is called: the <c>clientConfig</c> of a configuration or of a conversion.</summary>
/// <param name="Url">The URL; null where a Service is named.</param>
/// <param name="Service">The Service; null where a URL is given.</param>
/// <param name="CaBundle">PEM; empty where none is given.</param>
internal sealed record WebhookClient(Uri? Url, WebhookService? Service, ReadOnlyMemory<byte> CaBundle)
{
    private const int DefaultPort = 443;

    /// <summary>Reads a <c>clientConfig</c> that has been validated.</summary>
    public static WebhookClient Read(JsonObject config)
    {
        var bundle = ObjectMeta.Text(config, "caBundle");
        var decoded = bundle.Length == 0 ? [] : Convert.FromBase64String(bundle);
        if (config["service"] is not JsonObject service)
        {
            return new WebhookClient(new Uri(ObjectMeta.Text(config, "url")), null, decoded);
        }

        var port = ObjectMeta.Number(service, "port");
        return new WebhookClient(
            null,
            new WebhookService(
                ObjectMeta.Text(service, "namespace"),
                ObjectMeta.Text(service, "name"),
                ObjectMeta.Text(service, "path"),
                port == 0 ? DefaultPort : (int)port),
            decoded);
    }
}

/// <summary>A Service of the cluster, behind which a webhook listens.</summary>
internal sealed record WebhookService(string Namespace, string Name, string Path, int Port)
{
    /// <summary>The name that the webhook's certificate is for.</summary>
    public string HostName => $"{Name}.{Namespace}.svc";
}
