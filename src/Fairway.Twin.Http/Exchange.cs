using System.IO.Pipelines;
using System.Security.Cryptography.X509Certificates;
using Fairway.Twin.Http.Requests;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fairway.Twin.Http;

/// <summary>One request and its response, read straight from the server's features: no HttpContext is built.</summary>
internal sealed class Exchange(IFeatureCollection features)
{
    private readonly IHttpRequestFeature request = features.GetRequiredFeature<IHttpRequestFeature>();
    private readonly IHttpResponseFeature response = features.GetRequiredFeature<IHttpResponseFeature>();
    private readonly IHttpResponseBodyFeature body = features.GetRequiredFeature<IHttpResponseBodyFeature>();

    private readonly IHttpRequestLifetimeFeature lifetime =
        features.GetRequiredFeature<IHttpRequestLifetimeFeature>();

    /// <summary>The method as sent.</summary>
    public string Method => request.Method;

    /// <summary>True for HEAD: headers as for GET, and no body.</summary>
    public bool HeadersOnly => HttpMethods.IsHead(request.Method);

    /// <summary>Path and query as sent, undecoded.</summary>
    public string RawTarget => request.RawTarget;

    /// <summary>The server name that the client sent in the TLS handshake; null or empty where it sent none.</summary>
    public string? ServerName => features.Get<ITlsHandshakeFeature>()?.HostName;

    /// <summary>The certificate that the client has shown in the TLS handshake; null for none.</summary>
    public X509Certificate2? ClientCertificate => features.Get<ITlsConnectionFeature>()?.ClientCertificate;

    /// <summary>The request's headers.</summary>
    public IHeaderDictionary RequestHeaders => request.Headers;

    /// <summary>The response's headers; fixed once <see cref="HasStarted"/>.</summary>
    public IHeaderDictionary Headers => response.Headers;

    /// <summary>Whether anything was sent already.</summary>
    public bool HasStarted => response.HasStarted;

    /// <summary>Cancelled when the client goes away.</summary>
    public CancellationToken Aborted => lifetime.RequestAborted;

    /// <summary>The response's body.</summary>
    public PipeWriter Writer => body.Writer;

    /// <summary>The response's body, for encoders.</summary>
    public Stream Stream => body.Stream;

    /// <summary>Sets the status code.</summary>
    public void SetStatus(int status) => response.StatusCode = status;

    /// <summary>
    /// Breaks the connection (HTTP/2: the stream), so that the client sees that the answer is not whole.
    /// </summary>
    public void Abort() => lifetime.Abort();

    /// <summary>The body, or null where it is too long.</summary>
    public ValueTask<RequestBody?> ReadBodyAsync()
    {
        var has = features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        var pipe = has ? features.Get<IRequestBodyPipeFeature>() : null;
        return pipe is null
            ? new ValueTask<RequestBody?>(RequestBody.Empty)
            : RequestBody.ReadAsync(pipe.Reader, request.Headers.ContentLength, Aborted);
    }
}
