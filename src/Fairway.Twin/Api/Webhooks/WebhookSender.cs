using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Webhooks;

/// <summary>Sends objects to webhooks and reads the objects that they answer, within a time.</summary>
internal sealed class WebhookSender(ClusterStore store, TimeProvider time, IWebhookCaller? caller)
{
    /// <summary>Posts an object, and returns the one that comes back.</summary>
    /// <exception cref="WebhookCallException">There is none; the message is the reference server's where it has
    /// one.</exception>
    public async ValueTask<JsonObject> PostAsync(
        WebhookClient client, ReadOnlyMemory<byte> body, int timeoutSeconds, CancellationToken cancel)
    {
        var url = UrlOf(client, timeoutSeconds);
        var answer = await CallAsync(client, url, body, timeoutSeconds, cancel);
        return answer.Status is >= 200 and < 300
            ? Read(answer.Body)
            : throw new WebhookCallException(RefusedAnswer.Message(answer));
    }

    private async ValueTask<WebhookAnswer> CallAsync(
        WebhookClient client, Uri url, ReadOnlyMemory<byte> body, int timeoutSeconds, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(timeoutSeconds), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            var address = client.Service is { } service
                ? ServiceEndpoints.Resolve(store, service)
                : ServiceEndpoints.Resolve(url);
            var way = caller ?? throw new WebhookCallException("this cluster has no way to call webhooks");
            return await way.CallAsync(
                new WebhookCall(url, address, client.CaBundle, body) { MayUseHttp2 = client.Service is null },
                both.Token);
        }
        catch (WebhookCallException fault)
        {
            throw new WebhookCallException($"Post \"{url.OriginalString}\": {fault.Message}", fault);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new WebhookCallException($"Post \"{url.OriginalString}\": context deadline exceeded", late);
        }
    }

    private static Uri UrlOf(WebhookClient client, int timeoutSeconds)
    {
        var limit = string.Create(CultureInfo.InvariantCulture, $"?timeout={timeoutSeconds}s");
        if (client.Service is not { } service)
        {
            return new Uri(client.Url!.OriginalString + limit);
        }

        var path = service.Path.StartsWith('/') ? service.Path : $"/{service.Path}";
        return new Uri(string.Create(
            CultureInfo.InvariantCulture, $"https://{service.HostName}:{service.Port}{path}{limit}"));
    }

    private static JsonObject Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var obj = JsonReader.Read(body.Span).Node as JsonObject ?? [];
            var missing = ObjectMeta.Text(obj, "kind").Length == 0 ? "Kind"
                : ObjectMeta.Text(obj, "apiVersion").Length == 0 ? "apiVersion"
                : null;
            if (missing is not null)
            {
                throw new WebhookCallException(
                    $"Object '{missing}' is missing in '{Encoding.UTF8.GetString(body.Span)}'");
            }

            return obj;
        }
        catch (JsonFormatException fault)
        {
            throw new WebhookCallException($"couldn't get version/kind; json parse error: {fault.Message}", fault);
        }
    }
}
