using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fairway.Twin.Api;
using Fairway.Twin.Http;
using Fairway.Twin.Http.Security;
using Xunit;

namespace Fairway.Tests.Twin.Http;

public sealed class AuthenticationTests : IAsyncLifetime
{
    private readonly ClusterAuthority authority = ClusterAuthority.Create("a", Now);
    private FleetListener? listener;
    private ApiUser? caller;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        listener = await FleetListener.StartAsync(new() { DefaultCluster = "a" }, Cancel);

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_certificate_of_the_authority_names_user_and_groups(string version)
    {
        Serve(anonymous: true);
        using var client = Client(Certificate("CN=bob,O=devs,O=ops", Now.AddHours(1)), Version.Parse(version));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("api", Cancel)).StatusCode);
        Assert.Equal("bob", caller!.Name);
        Assert.Equal(["devs", "ops", "system:authenticated"], caller.Groups.Order());
        Assert.StartsWith("X509SHA256=", caller.Extra[0].Value[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_opens_nothing_not_even_without_a_name()
    {
        Serve(anonymous: true);
        var other = ClusterAuthority.Create("a", Now);
        using var client = Client(Certificate("CN=bob", Now.AddHours(1), issuer: other));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("api", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_certificate_opens_nothing_after_its_end_or_for_another_purpose()
    {
        Serve(anonymous: true);
        using var late = Client(Certificate("CN=bob", Now.AddMinutes(-5)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await late.GetAsync("api", Cancel)).StatusCode);
        using var server = Client(Certificate("CN=bob", Now.AddHours(1), "server auth"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.GetAsync("api", Cancel)).StatusCode);
        using var nobody = Client(Certificate("O=devs", Now.AddHours(1)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("api", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Who_shows_nothing_has_no_name_or_does_not_come_in()
    {
        Serve(anonymous: true);
        using var client = Client(null);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("api", Cancel)).StatusCode);
        Assert.Equal("system:anonymous", caller!.Name);
        Assert.Equal(["system:unauthenticated"], caller.Groups);

        listener!.Remove("a");
        Serve(anonymous: false);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("api", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_token_is_asked_for_its_owner_and_a_wrong_one_is_refused()
    {
        Serve(anonymous: true);
        using var client = Client(null);
        client.DefaultRequestHeaders.Authorization = new("Bearer", "web-token");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("api", Cancel)).StatusCode);
        Assert.Equal("web", caller!.Name);
        client.DefaultRequestHeaders.Authorization = new("Bearer", "other");
        using var refused = await client.GetAsync("api", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains(
            "\"reason\":\"Unauthorized\"", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_for_tokens_comes_from_what_is_kept()
    {
        var kept = ClusterAuthority.Load("a", authority.CertificatePem, authority.KeyPem);
        Assert.Equal(authority.TokenKey.Id, kept.TokenKey.Id);
        Assert.NotEqual(authority.TokenKey.Id, ClusterAuthority.Create("a", Now).TokenKey.Id);
    }

    [Fact]
    public void A_certificate_never_outlives_its_authority()
    {
        using var issued = Certificate("CN=bob", Now.AddYears(50));
        using var root = X509Certificate2.CreateFromPem(authority.CertificatePem);
        Assert.Equal(root.NotAfter, issued.NotAfter);
    }

    public async ValueTask DisposeAsync() => await listener!.DisposeAsync();

    private void Serve(bool anonymous) => listener!.Add(
        new ServedCluster("a", AnswerAsync, authority, BearerToken.Create())
        {
            Tokens = token => token == "web-token" ? new ApiUser("web", []) : null,
            Anonymous = anonymous,
        });

    private ValueTask<ApiReply> AnswerAsync(ApiCall call, CancellationToken cancel)
    {
        caller = call.User;
        return new(new ApiReply.Answer(ListenerFixture.Text("{}")));
    }

    private X509Certificate2 Certificate(
        string subject, DateTimeOffset until, string usage = "client auth", ClusterAuthority? issuer = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSigningRequest();
        var order = new CertificateOrder(request, [usage, "digital signature"], Now.AddMinutes(-30), until);
        using var issued = X509Certificate2.CreateFromPem((issuer ?? authority).Issue(order));
        return issued.CopyWithPrivateKey(key);
    }

    private HttpClient Client(X509Certificate2? certificate, Version? version = null)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = certificate is null ? [] : [certificate],
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                    CustomTrustStore = { X509Certificate2.CreateFromPem(authority.CertificatePem) },
                },
            },
        };
        return new HttpClient(handler)
        {
            BaseAddress = new Uri(listener!.UrlOf("a") + "/"),
            DefaultRequestVersion = version ?? HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }
}
