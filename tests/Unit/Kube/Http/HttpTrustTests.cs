using System.Security.Cryptography.X509Certificates;
using Fairway.Kube;
using Fairway.Kube.Http;
using Fairway.Tests.Kube.Contract;
using Fairway.Twin.Http.Security;
using Xunit;

namespace Fairway.Tests.Kube.Http;

public sealed class HttpTrustTests : IAsyncDisposable
{
    private readonly TwinServer _twin = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _twin.DisposeAsync();

    [Fact]
    public async Task The_given_authority_is_trusted() =>
        Assert.StartsWith("v1.", await VersionAsync(endpoint => endpoint), StringComparison.Ordinal);

    [Fact]
    public async Task Another_authority_is_not_trusted()
    {
        var other = ClusterAuthority.Create(TwinServer.Id, TimeProvider.System.GetUtcNow());
        var failure = await RefusedAsync(endpoint => endpoint with
        {
            Authorities = [X509Certificate2.CreateFromPem(other.CertificatePem)],
        });
        Assert.Contains("not signed by the given authority", failure, StringComparison.Ordinal);
        Assert.Contains("certificate-authority-data", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_system_does_not_trust_a_clusters_own_authority()
    {
        var failure = await RefusedAsync(endpoint => endpoint with { Authorities = null });
        Assert.Contains("the system does not trust", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        var failure = await RefusedAsync(endpoint => endpoint with { TlsServerName = "wrong.example" });
        Assert.Contains("not for wrong.example", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_verification_any_certificate_will_do()
    {
        var version = await VersionAsync(endpoint => endpoint with
        {
            Authorities = null,
            SkipTlsVerification = true,
            TlsServerName = null,
        });
        Assert.StartsWith("v1.", version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_Unauthorized()
    {
        var endpoint = await _twin.ListenAsync();
        using var api = new HttpKubeApi(endpoint with { Token = new FixedToken("wrong") }, TimeProvider.System);
        var refusal =
            await Assert.ThrowsAsync<KubeApiException>(() => api.ListAsync(KubeResources.Pods, new(), Cancel));
        Assert.Equal((401, "Unauthorized"), (refusal.Status, refusal.Reason));
    }

    private async Task<string> VersionAsync(Func<KubeEndpoint, KubeEndpoint> change)
    {
        using var api = new HttpKubeApi(change(await _twin.ListenAsync()), TimeProvider.System);
        return await api.VersionAsync(Cancel);
    }

    private async Task<string> RefusedAsync(Func<KubeEndpoint, KubeEndpoint> change) =>
        (await Assert.ThrowsAsync<KubeApiException>(() => VersionAsync(change))).Message;
}
