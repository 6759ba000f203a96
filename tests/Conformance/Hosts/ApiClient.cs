using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Fairway.Conformance.Hosts;

/// <summary>
/// HTTP clients of API servers: no proxy, no redirects, no cookies, and the server's authority checked.
/// </summary>
internal static class ApiClient
{
    /// <param name="token">Sent with every request; null: none.</param>
    /// <param name="authority">The certificates that are trusted; null: the system's.</param>
    /// <param name="serverName">
    /// The name by which TLS asks for a certificate; null: that of the URL. HttpClient takes it from the Host header.
    /// </param>
    public static HttpClient Create(string? token, X509Certificate2Collection? authority, string? serverName = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
        };
        if (authority is not null)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.AddRange(authority);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Host = serverName;
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }
}
