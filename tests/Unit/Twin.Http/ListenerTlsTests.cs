using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Fairway.Twin.Http;
using Fairway.Twin.Http.Security;
using Xunit;

namespace Fairway.Tests.Twin.Http;

public sealed class ListenerTlsTests
{
    private static CancellationToken Cancel => ListenerFixture.Cancel;

    [Theory]
    [InlineData("one.clusters.fairway.internal", "one")]
    [InlineData("ONE.clusters.fairway.internal", "one")]
    [InlineData("meta.clusters.fairway.internal", "meta")]
    [InlineData("nosuch.clusters.fairway.internal", "meta")]
    [InlineData("localhost", "meta")]
    [InlineData("127.0.0.1", "meta")]
    [InlineData("", "meta")]
    public async Task The_server_name_chooses_the_certificate(string serverName, string cluster)
    {
        await using var fixture = await ListenerFixture.StartAsync(_ => ListenerFixture.Text("{}"));
        var certificate = await CertificateForAsync(fixture.Listener.Port, serverName);
        Assert.Equal($"CN={cluster}.clusters.fairway.internal", certificate.Subject);
        Assert.Equal($"CN=fairway-{cluster}-ca", certificate.Issuer);
    }

    [Fact]
    public async Task A_certificate_is_made_once()
    {
        await using var fixture = await ListenerFixture.StartAsync(_ => ListenerFixture.Text("{}"));
        var first = await CertificateForAsync(fixture.Listener.Port, fixture.One.Authority.ServerName);
        var second = await CertificateForAsync(fixture.Listener.Port, fixture.One.Authority.ServerName);
        Assert.Equal(first.Thumbprint, second.Thumbprint);
    }

    [Theory]
    [InlineData("meta.clusters.fairway.internal")]
    [InlineData("localhost")]
    public async Task A_cluster_is_trusted_by_its_own_authority_only(string serverName)
    {
        await using var fixture = await ListenerFixture.StartAsync(_ => ListenerFixture.Text("{}"));
        using var trusted = await fixture.Client(fixture.Meta, serverName).GetAsync("api", Cancel);
        Assert.Equal(HttpStatusCode.OK, trusted.StatusCode);
        var stranger = fixture.Client(fixture.Meta with { Authority = fixture.One.Authority }, serverName);
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync("api", Cancel));
    }

    [Fact]
    public async Task An_authority_that_was_kept_issues_what_its_certificate_vouches_for()
    {
        var created = ClusterAuthority.Create("kept", TimeProvider.System.GetUtcNow());
        var loaded = ClusterAuthority.Load("kept", created.CertificatePem, created.KeyPem);
        await using var listener = await FleetListener.StartAsync(new() { DefaultCluster = "kept" }, Cancel);
        listener.Add(new ServedCluster("kept", (_, _) => default, loaded, BearerToken.Create()));
        var served = await CertificateForAsync(listener.Port, loaded.ServerName);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(created.CertificatePem));
        Assert.True(chain.Build(served));
    }

    [Fact]
    public async Task A_busy_port_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var failure = await Assert.ThrowsAsync<ListenException>(
            () => FleetListener.StartAsync(new() { DefaultCluster = "meta", Port = port }, Cancel));
        Assert.Equal($"port {port} on 127.0.0.1 is in use", failure.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("One")]
    [InlineData("-one")]
    [InlineData("a.b")]
    [InlineData("a/b")]
    public void A_cluster_id_is_a_dns_label(string id)
    {
        var authority = ClusterAuthority.Create("x", TimeProvider.System.GetUtcNow());
        var token = BearerToken.Create();
        Assert.Throws<ArgumentException>(() => new ServedCluster(id, (_, _) => default, authority, token));
    }

    private static async Task<X509Certificate2> CertificateForAsync(int port, string serverName)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Cancel);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = serverName,
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            },
            Cancel);
        return X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.GetRawCertData());
    }
}
