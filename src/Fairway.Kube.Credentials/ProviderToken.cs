using Fairway.Kube.Http;
using k8s.Authentication;

namespace Fairway.Kube.Credentials;

/// <summary>Tokens of a provider of the official client (OIDC, say), which renews them by their expiry
/// itself.</summary>
internal sealed class ProviderToken(ITokenProvider provider, string where) : ITokenSource
{
    /// <inheritdoc/>
    public async ValueTask<string?> GetAsync(bool renew, CancellationToken cancel)
    {
        try
        {
            return (await provider.GetAuthenticationHeaderAsync(cancel)).Parameter;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new KubeApiException(0, "NoCredentials", $"No token was to be had for {where}: {e.Message}", e);
        }
    }
}
