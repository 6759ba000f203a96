namespace Fairway.Kube.Http;

/// <summary>Gives the bearer token of each request.</summary>
public interface ITokenSource
{
    /// <summary>
    /// The token to send, or null for none. <paramref name="renew"/> is true after the server has refused the last one
    /// with 401: it must not be given again if there is a way to a newer one.
    /// </summary>
    /// <exception cref="KubeApiException">No token was to be had; the message says why.</exception>
    ValueTask<string?> GetAsync(bool renew, CancellationToken cancel);
}
