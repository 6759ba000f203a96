using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using Fairway.Kube.Statuses;

namespace Fairway.Kube.Http;

/// <summary>The API of a real cluster over HTTPS: HTTP/2 where the server offers it, else pooled HTTP/1.1
/// connections.</summary>
public sealed class HttpKubeApi : IKubeApi, IDisposable
{
    private readonly KubeEndpoint _endpoint;
    private readonly TimeProvider _time;
    private readonly ServerTrust _trust;
    private readonly HttpMessageInvoker _client;
    private readonly string _root;

    /// <summary>Connects to nothing yet.</summary>
    public HttpKubeApi(KubeEndpoint endpoint, TimeProvider time)
    {
        _endpoint = endpoint;
        _time = time;
        _trust = new ServerTrust(endpoint);
        _root = endpoint.Server.GetLeftPart(UriPartial.Path).TrimEnd('/');
        _client = new HttpMessageInvoker(Handler(endpoint, _trust), disposeHandler: true);
    }

    /// <inheritdoc/>
    public async Task<KubeResponse> SendAsync(KubeRequest request, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(_endpoint.RequestTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            using var response = await AuthorisedAsync(request, both.Token);
            return await ReadAsync(response, both.Token);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw TransportFailure.TimedOut(_endpoint, e);
        }
    }

    /// <inheritdoc/>
    public async Task<IKubeWatch> WatchAsync(KubeRequest request, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(_endpoint.RequestTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        HttpResponseMessage? response = null;
        try
        {
            response = await AuthorisedAsync(request, both.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw KubeFailure.From(await ReadAsync(response, both.Token));
            }

            var stream = await response.Content.ReadAsStreamAsync(both.Token);
            var watch = new HttpWatch(response, stream, _endpoint);
            response = null;
            return watch;
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw TransportFailure.TimedOut(_endpoint, e);
        }
        finally
        {
            response?.Dispose();
        }
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler Handler(KubeEndpoint endpoint, ServerTrust trust) => new()
    {
        SslOptions = trust.Options(),
        ConnectTimeout = endpoint.ConnectTimeout,
        EnableMultipleHttp2Connections = true,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        AutomaticDecompression = endpoint.Compress ? DecompressionMethods.GZip : DecompressionMethods.None,
        AllowAutoRedirect = false,
        UseCookies = false,

        // A proxy of the environment is never meant for this machine's own addresses.
        UseProxy = endpoint.Proxy is not null || !endpoint.Server.IsLoopback,
        Proxy = endpoint.Proxy is { } proxy ? new WebProxy(proxy) : null,
    };

    /// <summary>Sends; where the server does not know the token (any more), once again with a renewed one.</summary>
    private async Task<HttpResponseMessage> AuthorisedAsync(KubeRequest request, CancellationToken cancel)
    {
        var response = await TransmitAsync(request, renew: false, cancel);
        if (response.StatusCode != HttpStatusCode.Unauthorized || _endpoint.Token is null)
        {
            return response;
        }

        response.Dispose();
        return await TransmitAsync(request, renew: true, cancel);
    }

    private async Task<HttpResponseMessage> TransmitAsync(KubeRequest request, bool renew, CancellationToken cancel)
    {
        using var message = Message(request);
        message.Headers.Authorization = await AuthorizationAsync(renew, cancel);
        try
        {
            return await _client.SendAsync(message, cancel);
        }
        catch (HttpRequestException e)
        {
            throw TransportFailure.From(e, _endpoint, _trust.LastRefusal);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            // The handler's own limit for making a connection.
            var limit = _endpoint.ConnectTimeout.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
            throw TransportFailure.Unreachable(_endpoint, $"no connection could be made within {limit} seconds", e);
        }
    }

    private async ValueTask<AuthenticationHeaderValue?> AuthorizationAsync(bool renew, CancellationToken cancel)
    {
        if (_endpoint.Token is { } source)
        {
            return await source.GetAsync(renew, cancel) is { } token ? new("Bearer", token) : null;
        }

        return _endpoint.Basic is { } basic
            ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.User}:{basic.Password}")))
            : null;
    }

    private HttpRequestMessage Message(KubeRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Parse(request.Method), Address(request))
        {
            Version = _endpoint.NewestHttp,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        // SocketsHttpHandler asks by SNI for the name in the Host header, whatever its TLS options say.
        message.Headers.Host = _endpoint.TlsServerName;
        message.Headers.TryAddWithoutValidation("Accept", request.Accept ?? "application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", request.UserAgent);
        if (request.IfNoneMatch is { } tag)
        {
            message.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (!request.Body.IsEmpty || request.ContentType is not null)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType ?? "application/json");
        }

        return message;
    }

    private Uri Address(KubeRequest request)
    {
        var address = new StringBuilder(_root);
        foreach (var segment in request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            address.Append('/').Append(Uri.EscapeDataString(segment));
        }

        var separator = '?';
        foreach (var (name, value) in request.Query)
        {
            address.Append(separator).Append(Uri.EscapeDataString(name)).Append('=')
                .Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return new Uri(address.ToString());
    }

    private async Task<KubeResponse> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancel);
            return new KubeResponse
            {
                Status = (int)response.StatusCode,
                ContentType = response.Content.Headers.ContentType?.ToString(),
                Body = await SegmentedBody.ReadAsync(stream, response.Content.Headers.ContentLength, cancel),
                Warnings = response.Headers.TryGetValues("Warning", out var warnings)
                    ? WarningHeader.Texts(warnings)
                    : [],
                RetryAfterSeconds = RetryAfter(response.Headers.RetryAfter),
                ETag = response.Headers.ETag?.ToString(),
            };
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw TransportFailure.BrokeOff(_endpoint, e);
        }
    }

    private int? RetryAfter(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => (int)Math.Ceiling(delta.TotalSeconds),
        { Date: { } date } => (int)Math.Max(0, Math.Ceiling((date - _time.GetUtcNow()).TotalSeconds)),
        _ => null,
    };
}
