using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Fairway.Twin.Api.Webhooks;

namespace Fairway.Twin.Http.Webhooks;

/// <summary>Calls webhooks over HTTPS, as a real API server does: connections are kept, and certificates are checked
/// against the bundle of the configuration. May be shared by clusters.</summary>
public sealed class HttpsWebhookCaller : IWebhookCaller, IDisposable
{
    // A review holds an object twice; the reference server takes objects of 3 MiB.
    private const int MostBytes = 8 * 1024 * 1024;

    private readonly WebhookConnections connections = new();

    /// <inheritdoc/>
    public async Task<WebhookAnswer> CallAsync(WebhookCall asked, CancellationToken cancel)
    {
        using var request = Request(asked);
        try
        {
            using var response =
                await connections.For(asked).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            await response.Content.LoadIntoBufferAsync(MostBytes, cancel);
            return new WebhookAnswer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancel));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new WebhookCallException(Reason(asked, fault), fault);
        }
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose() => connections.Dispose();

    private static HttpRequestMessage Request(WebhookCall call)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, call.Url)
        {
            Content = new ReadOnlyMemoryContent(call.Body),
            Version = call.MayUseHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("kube-apiserver-admission", null));
        request.Headers.Accept.ParseAdd("application/json, */*");
        return request;
    }

    /// <summary>The reference server's words for what users meet; else those of this machine.</summary>
    private static string Reason(WebhookCall call, Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case WebhookCallException known:
                    return known.Message;
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return $"dial tcp {call.Address}: connect: connection refused";
                case SocketException socket:
                    return $"dial tcp {call.Address}: {socket.Message}";
                default:
                    break;
            }
        }

        return fault is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
            ? "EOF"
            : fault.Message;
    }
}
