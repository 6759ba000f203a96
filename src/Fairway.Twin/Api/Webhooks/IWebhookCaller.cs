namespace Fairway.Twin.Api.Webhooks;

/// <summary>
/// The way out of a cluster's API to the webhooks of its users. The core knows no network: the HTTPS face brings one,
/// and simulations answer in process.
/// </summary>
public interface IWebhookCaller
{
    /// <summary>Posts a call, and reads the whole answer.</summary>
    /// <exception cref="WebhookCallException">There was no answer; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The time for the call is over.</exception>
    Task<WebhookAnswer> CallAsync(WebhookCall asked, CancellationToken cancel);
}

/// <summary>A POST of JSON to a webhook.</summary>
/// <param name="Url">Where the call goes, in the words of the configuration;
/// <c>https://NAME.NAMESPACE.svc:PORT/PATH</c> for a Service.</param>
/// <param name="Address">What is dialled: host and port on this machine's loopback.</param>
/// <param name="CaBundle">Certificates (PEM) that the server's must be signed by; empty for those that the machine
/// trusts.</param>
/// <param name="Body">JSON.</param>
public sealed record WebhookCall(Uri Url, string Address, ReadOnlyMemory<byte> CaBundle, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether HTTP/2 may be spoken; not to Services, whose connections would all end at one
    /// endpoint.</summary>
    public bool MayUseHttp2 { get; init; }
}

/// <summary>What a webhook answered.</summary>
/// <param name="Status">Status of HTTP.</param>
/// <param name="Body">The whole body.</param>
public sealed record WebhookAnswer(int Status, ReadOnlyMemory<byte> Body);

/// <summary>A webhook could not be called, or answered nothing that can be read.</summary>
public sealed class WebhookCallException(string message, Exception? inner = null) : Exception(message, inner);
