using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using Fairway.Twin.Api.Webhooks;

namespace Fairway.Twin.Http.Webhooks;

/// <summary>One pool of connections for each place and bundle of certificates; the oldest go where there are too
/// many.</summary>
internal sealed class WebhookConnections : IDisposable
{
    // The reference server keeps as many.
    private const int Most = 200;
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(90);

    private readonly Lock gate = new();
    private readonly Dictionary<string, HttpClient> clients = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>The pool that a call belongs to.</summary>
    public HttpClient For(WebhookCall call)
    {
        var bundle = Convert.ToHexString(SHA256.HashData(call.CaBundle.Span));
        var key = string.Create(
            CultureInfo.InvariantCulture, $"{call.Url.Authority} {call.Address} {call.MayUseHttp2} {bundle}");
        lock (gate)
        {
            if (clients.TryGetValue(key, out var known))
            {
                return known;
            }

            if (clients.Count == Most)
            {
                // Calls that are on their way keep what they use; its idle connections end by themselves.
                clients.Remove(order.Dequeue());
            }

            var made = Make(call);
            clients[key] = made;
            order.Enqueue(key);
            return made;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            // In any order: each is closed.
            foreach (var client in clients.Values)
            {
                client.Dispose();
            }

            clients.Clear();
        }
    }

    private static HttpClient Make(WebhookCall call)
    {
        var trust = new WebhookTrust(call.CaBundle);
        var address = call.Address;
        return new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionIdleTimeout = IdleTime,
            EnableMultipleHttp2Connections = true,
            ConnectCallback = (_, cancel) => ConnectAsync(address, cancel),
            SslOptions = new SslClientAuthenticationOptions
            {
                TargetHost = call.Url.IdnHost,
                RemoteCertificateValidationCallback = trust.Accepts,
            },
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    private static async ValueTask<Stream> ConnectAsync(string address, CancellationToken cancel)
    {
        var colon = address.LastIndexOf(':');
        var (host, port) = (address[..colon].Trim('[', ']'), address[(colon + 1)..]);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, int.Parse(port, CultureInfo.InvariantCulture), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
